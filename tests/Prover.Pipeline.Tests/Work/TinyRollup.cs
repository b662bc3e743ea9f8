using Prover.Circuit.RollupBlock;
using Prover.Circuits;
using Prover.Compute;
using Prover.Compute.Native;
using Prover.Groth16;
using Prover.Rollup;
using Prover.Testing;
using Prover.Wire;

namespace Prover.Pipeline.Tests;

/// <summary>The block circuit in its preset "tiny" with a development key, and blocks for it.</summary>
public sealed class TinyRollup : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-").FullName;

    /// <summary>Compiles and sets up: some seconds.</summary>
    public TinyRollup()
    {
        DeviceFactory[] devices =
            [NativeDevice.Factory(), new DeviceFactory(ManagedDevice.DeviceName, () => new ManagedDevice())];
        Device = DeviceChoice.Choose(DeviceChoice.Auto, devices).Device;
        var circuit = new RollupBlockCircuit(new BlockCapacities(2, 1, 2, 6, 4));
        CompiledCircuit compiled = CompiledCircuit.Compile(circuit.Create());
        string file = Path.Combine(_folder, "tiny.key");
        _ = Setup.Development(compiled, file, Device, new ComputeBudget(2), "tests of the pipeline"u8);
        Circuit = new ProvableCircuit(circuit, compiled, ProvingKey.Open(file));
    }

    /// <summary>Where it is proven.</summary>
    public IComputeDevice Device { get; }

    /// <summary>The circuit.</summary>
    public ProvableCircuit Circuit { get; }

    /// <summary>Envelopes of blocks 1 to n: two deposits each.</summary>
    public IReadOnlyList<byte[]> Blocks(int count)
    {
        var envelopes = new List<byte[]>();
        RollupState state = RollupState.Empty;
        var context = new BlockContext(RollupScenario.Domain, Circuit.Id, 1, RollupScenario.StartTime, 0, default);
        for (int n = 1; n <= count; n++)
        {
            var builder = new BlockBuilder(state, context, Circuit.Circuit.Capacities);
            Assert.True(builder.Add(RollupScenario.Deposit(n, 0, 1_000_000)).Placed);
            Assert.True(builder.Add(RollupScenario.Deposit(1, 0, 5)).Placed);
            SealedBlock block = builder.Seal();
            envelopes.Add(BlockEnvelopeCodec.Encode(BlockEnvelope.Of(block.Block)));
            state = block.State;
            context = context with
            {
                Number = context.Number + 1,
                Time = context.Time + 12,
                FirstQueuePosition = context.FirstQueuePosition + (uint)block.Block.Requests.Count,
                QueueHash = block.Block.Header.QueueHashAfter,
            };
        }

        return envelopes;
    }

    public void Dispose()
    {
        Circuit.Key.Dispose();
        Device.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
