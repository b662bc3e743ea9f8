using System.Numerics;
using System.Text.Json.Nodes;
using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>One node for all test classes, and three accounts on it; each test creates its own contracts.</summary>
public sealed class L1Fixture : IAsyncLifetime
{
    private readonly List<IDisposable> _owned = [];
    private AnvilNode? _node;

    public AnvilNode Node => _node!;

    public EthereumClient Operator { get; private set; } = null!;

    public EthereumClient Alice { get; private set; } = null!;

    public EthereumClient Bob { get; private set; } = null!;

    public static Fr GenesisRoot { get; } = MerkleStateTree.Empty.Root;

    public async Task InitializeAsync()
    {
        if (AnvilFactAttribute.Program is not { } program)
        {
            return;
        }

        _node = await AnvilNode.StartAsync(program, CancellationToken.None);
        Operator = await CreateClientAsync("operator");
        Alice = await CreateClientAsync("alice");
        Bob = await CreateClientAsync("bob");
    }

    public async Task DisposeAsync()
    {
        _owned.ForEach(owned => owned.Dispose());
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    public async Task<EthereumClient> CreateClientAsync(string name)
    {
        EthereumAccount account = await Node.CreateAccountAsync(name, CancellationToken.None);
        var client = new EthereumClient(Node.Endpoint, account);
        _owned.AddRange([client, account]);
        return client;
    }

    /// <summary>A fresh rollup under the key that proves anything.</summary>
    public Task<RollupContract> DeployAsync() => DeployAsync(ContractArtifacts.Rollup);

    /// <summary>A fresh variant of the rollup.</summary>
    public async Task<RollupContract> DeployAsync(ContractArtifact artifact)
    {
        (RollupContract rollup, _) = await RollupContract.DeployAsync(
            Operator, artifact, Deployment(TestBlock.Verifier()), CancellationToken.None);
        return rollup;
    }

    public RollupDeployment Deployment(params BlockVerifier[] verifiers) =>
        new(Operator.Sender!.Value, GenesisRoot, verifiers);

    /// <summary>Creates one of the contracts that belong to the tests.</summary>
    public async Task<EthereumContract> CreateAsync(string name)
    {
        ContractArtifact artifact = TestContract(name);
        (EthereumContract contract, _) = await EthereumContract.DeployAsync(
            Operator, ContractAbi.Parse(artifact.AbiJson), artifact.CreationCode, [], CancellationToken.None);
        return contract;
    }

    public static ContractArtifact TestContract(string name) =>
        ContractArtifacts.Load(typeof(L1Fixture).Assembly, name);

    public async Task<ulong> TimeAsync() => (await Operator.GetHeadAsync(CancellationToken.None)).Time;

    public Task<BigInteger> BalanceAsync(EthAddress address) =>
        Operator.GetBalanceAsync(address, CancellationToken.None);

    /// <summary>Runs an action on a state that is thrown away afterwards.</summary>
    public async Task AndBackAsync(Func<Task> action)
    {
        JsonNode? snapshot = await Node.Rpc.InvokeAsync("evm_snapshot", [], CancellationToken.None);
        try
        {
            await action();
        }
        finally
        {
            _ = await Node.Rpc.InvokeAsync("evm_revert", [snapshot!.ToString()], CancellationToken.None);
        }
    }

    /// <summary>Expects a refusal by this error of the contract; its arguments.</summary>
    public static async Task<IReadOnlyList<object>> RefusedAsync(string error, Func<Task> action)
    {
        L1RevertException exception = await Assert.ThrowsAsync<L1RevertException>(action);
        Assert.True(error == exception.ErrorName, $"Expected {error}, found: {exception.Message}");
        return exception.Arguments;
    }
}
