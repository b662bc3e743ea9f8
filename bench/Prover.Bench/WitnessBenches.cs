using BenchmarkDotNet.Attributes;
using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;
using Prover.Rollup;
using Assigned = Prover.Circuits.Witness;
using Block = Prover.Circuit.RollupBlock.RollupBlock;
using Chain = Prover.Circuit.PoseidonChain.PoseidonChain;

namespace Prover.Bench;

/// <summary>From inputs to all wires: a chain of 68 hashes, a block with two transfers, and hashes on the
/// device.</summary>
[BenchmarkCategory("Witness")]
public class WitnessBenches
{
    private const int Hashes = 256;
    private readonly CompiledCircuit chain = CompiledCircuit.Compile(new Chain());
    private readonly Chain chainInputs = Chain.Assign(Chain.DefaultLinks, Fr.FromUInt64(7));
    private readonly CompiledCircuit block = CompiledCircuit.Compile(new Block(BenchBlock.Capacities));
    private readonly ExecutedBlock executed = BenchBlock.TwoTransfers();
    private IComputeDevice? device;
    private ResidentFrVector? inputs, hashes;

    [GlobalSetup]
    public void Fill()
    {
        device = BenchLevel.OpenDevice();
        inputs = device.UploadFr(BenchNumbers.Wide(2 * Hashes, 6));
        hashes = device.AllocateFr(Hashes);
    }

    [GlobalCleanup]
    public void Free()
    {
        inputs?.Dispose();
        hashes?.Dispose();
        device?.Dispose();
    }

    /// <summary>16,320 constraints.</summary>
    [Benchmark]
    public int SolveChain()
    {
        using Assigned witness = chain.Solve(chainInputs);
        return witness.Values.Length;
    }

    /// <summary>Public words, diff and all wires of a block, signatures and Merkle paths included.</summary>
    [Benchmark]
    public int SolveBlock()
    {
        PublicInputs publics = PublicInputs.Of(executed, DiffCodec.Encode(StateDiff.Of(executed)));
        using Assigned witness = block.Solve(Block.Assign(executed, publics));
        return witness.Values.Length;
    }

    /// <summary>Poseidon of two inputs.</summary>
    [Benchmark(OperationsPerInvoke = Hashes)]
    public void DevicePoseidon() => device!.Poseidon(2, inputs!, hashes!, ComputeBudget.SingleThread);
}
