using System.Numerics;
using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;
using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Demo;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Demo;
using Prover.Host.Demo.Chain;
using Prover.Host.Demo.Workload;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Testing;
using Prover.Wire;
using Xunit;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>What the fault tests share: keys of the smallest circuit, an L1 with a rollup and the deposits for some
/// blocks, and the blocks. A test finds L1 as it was then (<see cref="RewindAsync"/>).</summary>
public sealed class FaultFixture : IAsyncLifetime, IDisposable
{
    /// <summary>Blocks that are there.</summary>
    public const int Blocks = 8;

    /// <summary>The variable with the operator's key, and the key: the second development account, known to
    /// all.</summary>
    internal const string KeyVariable = "PROVER_FAULTS_L1_KEY";

    private const string OperatorKey = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
    private static readonly BigInteger Plenty = BigInteger.Pow(10, 28);

    private readonly TemporaryFolder folder = new();
    private readonly EthereumAccount account = new(Convert.FromHexString(OperatorKey));
    private readonly List<Fr> roots = [];
    private AnvilNode? anvil;
    private EthereumClient? client;
    private RollupContract? rollup;
    private BlockCapacities? capacities;
    private string snapshot = "";

    /// <summary>Where keys are.</summary>
    internal string Keys => folder.File("keys");

    /// <summary>L1.</summary>
    internal AnvilNode Anvil => anvil!;

    /// <summary>The rollup's contract.</summary>
    internal RollupContract Rollup => rollup!;

    /// <summary>The block circuit's sizes.</summary>
    internal BlockCapacities Capacities => capacities!;

    /// <summary>The envelopes, by block number less one.</summary>
    internal List<byte[]> Envelopes { get; } = [];

    public async Task InitializeAsync()
    {
        if (!DemoFixture.HasNode)
        {
            return;
        }

        Environment.SetEnvironmentVariable(KeyVariable, OperatorKey);
        CircuitSource source = CircuitSource.Find("rollup-block", "tiny");
        CompiledCircuit compiled = source.Compile();
        capacities = source.CreateForBlocks().Capacities;
        byte[] verifyingKey = SetUp(compiled);
        anvil = await AnvilNode.StartAsync(AnvilNode.Find(RepositoryRoot.Path)!, default);
        await using DemoChain chain = await DemoChain.OpenAsync(anvil.Endpoint, default);
        await anvil.SetBalanceAsync(chain.Payer, Plenty, default);
        await anvil.SetBalanceAsync(account.Address, Plenty, default);
        Bytes32 id = new(compiled.Id);
        _ = await chain.DeployAsync(new BlockVerifier(id, capacities, true, verifyingKey), account.Address, default);
        await MakeBlocksAsync(chain, id, capacities);
        client = new EthereumClient(anvil.Endpoint, account);
        rollup = RollupContract.At(client, (await chain.Rollup.GetDomainAsync(default)).Contract);
        await SnapAsync();
    }

    public async Task DisposeAsync()
    {
        client?.Dispose();
        if (anvil is not null)
        {
            await anvil.DisposeAsync();
        }
    }

    public void Dispose()
    {
        account.Dispose();
        folder.Dispose();
    }

    /// <summary>L1 as it was before anybody submitted a block.</summary>
    internal async Task RewindAsync()
    {
        _ = await Anvil.Rpc.InvokeAsync("evm_revert", [snapshot], default);
        await SnapAsync();
    }

    /// <summary>The first blocks as files in a folder.</summary>
    internal string WriteBlocks(TemporaryFolder into, int count)
    {
        string path = into.File("blocks");
        _ = Directory.CreateDirectory(path);
        foreach ((int i, byte[] envelope) in Envelopes.Take(count).Index())
        {
            File.WriteAllBytes(Path.Combine(path, $"block-{i + 1}"), envelope);
        }

        return path;
    }

    /// <summary>How many transactions the operator has sent.</summary>
    internal Task<ulong> NonceAsync() => client!.GetNonceAsync(account.Address, "latest", default);

    /// <summary>Fails unless L1 has exactly the first blocks, each once, by one transaction of the operator
    /// each.</summary>
    internal async Task AssertOnL1Async(int blocks)
    {
        RollupOnL1 state = await Rollup.GetStateAsync(default);
        Assert.Equal((uint)blocks, state.BlockNumber);
        Assert.Equal(roots[blocks - 1], state.StateRoot);
        IReadOnlyList<AcceptedBlock> accepted = await Rollup.GetAcceptedBlocksAsync(0, default);
        Assert.Equal(roots.Take(blocks), accepted.Select(block => block.NewRoot));
        Assert.Equal((ulong)blocks, await NonceAsync());
    }

    private async Task SnapAsync() =>
        snapshot = (await Anvil.Rpc.InvokeAsync("evm_snapshot", [], default))!.GetValue<string>();

    private byte[] SetUp(CompiledCircuit compiled)
    {
        _ = Directory.CreateDirectory(Keys);
        string file = Path.Combine(Keys, $"{Convert.ToHexStringLower(compiled.Id)}.key");
        using IComputeDevice device = DeviceChoice.Choose(DeviceChoice.Auto, Devices.All).Device;
        _ = Setup.Development(compiled, file, device, new ComputeBudget(Environment.ProcessorCount));
        using ProvingKey key = ProvingKey.Open(file, verifyHashes: false);
        return key.VerifyingKey.ToEvmBytes();
    }

    private async Task MakeBlocksAsync(DemoChain chain, Bytes32 circuit, BlockCapacities sizes)
    {
        Domain domain = await chain.Rollup.GetDomainAsync(default);
        BlockMaker maker = new(chain, domain, circuit, sizes, new DemoWallets(1), BlockFees.Ether);
        RejectionTally tally = new();
        WorkloadPlanner planner = new(sizes, TransferFile.ReadOrSample(null, tally), chain.Payer, BlockFees.Ether);
        foreach (BlockPlan plan in planner.Plan(Blocks, tally))
        {
            await maker.DepositAsync(plan, default);
            SealedBlock block = await maker.SealAsync(plan, tally, default);
            Envelopes.Add(BlockEnvelopeCodec.Encode(BlockEnvelope.Of(block.Block)));
            roots.Add(block.State.Root);
        }
    }
}

/// <summary>Fault tests share L1 and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class FaultTests : ICollectionFixture<FaultFixture>
{
    public const string Name = "faults";
}
