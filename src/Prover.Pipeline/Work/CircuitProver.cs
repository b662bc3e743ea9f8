using System.Runtime.InteropServices;
using Prover.Circuits;
using Prover.Compute;
using Prover.Groth16;
using Prover.Rollup;
using Prover.Wire;
using Prover.Witness;

namespace Prover.Pipeline;

/// <summary>Proves blocks of some circuits on one device.</summary>
/// <remarks>Dispose it before the keys and the device, which belong to the caller.</remarks>
public sealed class CircuitProver : IBlockProver, IDisposable
{
    private readonly IComputeDevice _device;
    private readonly int _threads;
    private readonly Dictionary<Bytes32, Served> _circuits = [];

    /// <summary>Loads the keys into the device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="circuits">What it proves, at least one.</param>
    /// <param name="threads">Threads that a proof may use, at least 1.</param>
    /// <exception cref="KeyFileException">A key is for another circuit.</exception>
    public CircuitProver(IComputeDevice device, IReadOnlyList<ProvableCircuit> circuits, int threads)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(circuits);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _device = device;
        _threads = threads;
        foreach (ProvableCircuit circuit in circuits)
        {
            _circuits[circuit.Id] = new Served(
                new WitnessGenerator(circuit.Circuit, circuit.Compiled),
                new ResidentKey(circuit.Key, device, circuit.Compiled));
        }
    }

    /// <inheritdoc/>
    public string Device => _device.Name;

    /// <inheritdoc/>
    public IReadOnlyList<Bytes32> Circuits => [.. _circuits.Keys];

    /// <inheritdoc/>
    public Bytes32? KeyHash(Bytes32 circuit) =>
        _circuits.TryGetValue(circuit, out Served? served) ? new Bytes32(served.Key.Key.VerifyingKey.Hash()) : null;

    /// <inheritdoc/>
    public IPreparedBlock Prepare(ReadOnlyMemory<byte> envelope, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Guard(JobStage.Witness, () =>
        {
            Bytes32 id = BlockEnvelopeCodec.Decode(envelope).Header.CircuitId;
            return _circuits.TryGetValue(id, out Served? served)
                ? new PreparedBlock(served, served.Generator.Generate(envelope))
                : throw new BlockFailureException(
                    WorkFailureKind.Transient, JobStage.Witness, $"There is no key for circuit {id} here.");
        }, cancel);
    }

    /// <inheritdoc/>
    /// <remarks>Also verified here: a device that computes wrongly is a failure of kind
    /// <see cref="WorkFailureKind.WrongProof"/>.</remarks>
    public ReadOnlyMemory<byte> Prove(IPreparedBlock block, IProgress<double> progress, CancellationToken cancel)
    {
        PreparedBlock own = Own(block);
        return Guard(JobStage.Prove, () =>
        {
            var budget = new ComputeBudget(_threads, progress, cancel);
            return Groth16.Prove.Witness(own.Served.Key, own.Witness.Values, budget).ToBytes();
        }, cancel);
    }

    /// <inheritdoc/>
    public bool Verify(IPreparedBlock block, ReadOnlySpan<byte> proof)
    {
        PreparedBlock own = Own(block);
        PublicInputs inputs = own.Witness.Block.Inputs;
        return Proof.TryFromBytes(proof, out Proof? points, out _)
            && Groth16.Verify.Proof(own.Served.Key.Key.VerifyingKey, points, [inputs.C, inputs.Z, inputs.Y]);
    }

    /// <summary>Gives the memory of the device back.</summary>
    public void Dispose()
    {
        foreach (Served served in _circuits.Values)
        {
            served.Key.Dispose();
        }

        _circuits.Clear();
    }

    private static PreparedBlock Own(IPreparedBlock block) =>
        block as PreparedBlock ?? throw new ArgumentException("Prepared by another prover.", nameof(block));

    /// <summary>Every end of the work below becomes a failure with its kind; cancellation stays what it is.</summary>
    private T Guard<T>(JobStage stage, Func<T> work, CancellationToken cancel)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is EnvelopeException or EnvelopeRefusedException)
        {
            throw new BlockFailureException(WorkFailureKind.Poison, stage, OneLine(failure), failure);
        }
        catch (UnsatisfiedException failure)
        {
            throw new BlockFailureException(WorkFailureKind.Poison, stage, OneLine(failure), failure);
        }
        catch (UnverifiedProofException failure)
        {
            throw new BlockFailureException(WorkFailureKind.WrongProof, stage, OneLine(failure), failure);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is not BlockFailureException)
        {
            // The device, memory, or a fault of ours: another attempt elsewhere may do better, and the limit on
            // attempts ends it if not. The text of a foreign exception is kept out: it might hold a value.
            string what = failure is DeviceException ? OneLine(failure) : failure.GetType().Name;
            throw new BlockFailureException(
                WorkFailureKind.Transient, stage, $"{_device.Name}: {what}", failure);
        }
    }

    private static string OneLine(Exception failure) => failure.Message.ReplaceLineEndings(" ");

    private sealed record Served(WitnessGenerator Generator, ResidentKey Key);

    private sealed record PreparedBlock(Served Served, BlockWitness Witness) : IPreparedBlock
    {
        public BlockHeader Header => Witness.Block.Block.Header;

        public ContentHash? Digest() => ContentHash.Of(MemoryMarshal.AsBytes(Witness.Values.Values));

        public void Dispose() => Witness.Dispose();

        public override string ToString() => $"Prepared block {Header.Number}";
    }
}
