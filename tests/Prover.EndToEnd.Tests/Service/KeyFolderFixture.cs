using Prover.Circuits;
using Prover.Compute;
using Prover.EndToEnd.Tests.Cli;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Rollup;
using Prover.Wire;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>A folder with a development key of the smallest block circuit, and blocks for it.</summary>
public sealed class KeyFolderFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly BlockCapacities capacities;
    private readonly Bytes32 circuit;

    public KeyFolderFixture()
    {
        CircuitSource source = CircuitSource.Find("rollup-block", "tiny");
        CompiledCircuit compiled = source.Compile();
        capacities = source.Capacities!;
        circuit = new Bytes32(compiled.Id);
        using IComputeDevice device = DeviceChoice.Choose(DeviceChoice.Auto, Devices.All).Device;
        _ = Setup.Development(compiled, KeyFile, device, new ComputeBudget(Environment.ProcessorCount));
    }

    /// <summary>The circuit as settings name it.</summary>
    public static string Circuit => "rollup-block/tiny";

    /// <summary>The rollup that the blocks are for.</summary>
    public static Domain Domain { get; } =
        new(31337, EthAddress.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3"));

    /// <summary>Where the key is.</summary>
    public string Path => folder.Path;

    private string KeyFile => folder.File($"{circuit.ToString()[2..]}.key");

    /// <summary>The circuit's id.</summary>
    public Bytes32 CircuitId => circuit;

    /// <summary>Its sizes.</summary>
    public BlockCapacities Capacities => capacities;

    /// <summary>The verifying key as the contract takes it.</summary>
    public byte[] VerifyingKey
    {
        get
        {
            using ProvingKey key = ProvingKey.Open(KeyFile, verifyHashes: false);
            return key.VerifyingKey.ToEvmBytes();
        }
    }

    /// <summary>A first block without operations; the time tells one from another.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="contract">The contract that it is for; that of <see cref="Domain"/> if left out.</param>
    public byte[] Block(ulong time, EthAddress? contract = null)
    {
        Domain domain = contract is { } address ? Domain with { Contract = address } : Domain;
        BlockContext context = new(domain, circuit, 1, time, 0, default);
        SealedBlock block = new BlockBuilder(RollupState.Empty, context, capacities).Seal();
        return BlockEnvelopeCodec.Encode(BlockEnvelope.Of(block.Block));
    }

    public void Dispose() => folder.Dispose();
}
