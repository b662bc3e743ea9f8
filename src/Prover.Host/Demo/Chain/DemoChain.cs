using System.Numerics;
using Prover.Contracts;
using Prover.Host.Cli;
using Prover.Host.Demo.Workload;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Host.Demo.Chain;

/// <summary>The L1 side of the demo: a node, an account that pays and operates, the rollup and the tokens.</summary>
internal sealed class DemoChain : IAsyncDisposable
{
    // The key of the first development account of anvil and hardhat, known to everybody.
    private const string DevelopmentKey = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private const string KeyVariable = "PROVER_L1_KEY";

    private static readonly ContractArtifact TokenArtifact =
        ContractArtifacts.Load(typeof(DemoChain).Assembly, "DemoToken");

    private readonly AnvilNode? node;
    private readonly EthereumAccount account;
    private readonly EthereumClient client;
    private readonly Dictionary<string, DemoTokenOnL1> tokens = new(StringComparer.Ordinal);
    private RollupContract? rollup;

    private DemoChain(AnvilNode? node, EthereumAccount account, EthereumClient client)
    {
        this.node = node;
        this.account = account;
        this.client = client;
    }

    /// <summary>The account that pays for everything and, unless another one is named, submits blocks.</summary>
    public EthAddress Payer => account.Address;

    /// <summary>The rollup's contract.</summary>
    /// <exception cref="InvalidOperationException">Not deployed yet.</exception>
    public RollupContract Rollup => rollup ?? throw new InvalidOperationException("The rollup is not deployed yet.");

    /// <summary>Connects to a running node, or starts one.</summary>
    public static async Task<DemoChain> OpenAsync(Uri? endpoint, CancellationToken cancel)
    {
        EthereumAccount account = ReadAccount();
        AnvilNode? node = endpoint is null ? await LocalNode.StartAsync(cancel).ConfigureAwait(false) : null;
        DemoChain chain = new(node, account, new EthereumClient(endpoint ?? node!.Endpoint, account));
        try
        {
            if (node is not null)
            {
                // Enough ether for the largest holders in a transfer file.
                await node.SetBalanceAsync(account.Address, BigInteger.Pow(10, 28), cancel).ConfigureAwait(false);
            }

            _ = await chain.client.GetChainIdAsync(cancel).ConfigureAwait(false);
            return chain;
        }
        catch
        {
            await chain.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Uses a contract that was deployed before.</summary>
    /// <exception cref="CommandException">There is none at the address, or it has blocks or requests
    /// already.</exception>
    public async Task AttachAsync(EthAddress contract, CancellationToken cancel)
    {
        if ((await client.GetCodeAsync(contract, cancel).ConfigureAwait(false)).Length == 0)
        {
            throw new CommandException(ExitCode.Usage, $"there is no contract at {contract}: prover demo deploy");
        }

        var found = RollupContract.At(client, contract);
        RollupOnL1 state = await found.GetStateAsync(cancel).ConfigureAwait(false);
        uint requests = await found.GetQueueLengthAsync(cancel).ConfigureAwait(false);
        if (state.BlockNumber != 0 || requests != 0)
        {
            throw new CommandException(
                ExitCode.Usage,
                $"the rollup at {contract} has {state.BlockNumber} blocks and {requests} requests: expected a new one");
        }

        rollup = found;
    }

    /// <summary>Creates the rollup's contract with one block circuit; its gas.</summary>
    /// <param name="verifier">The circuit and its key.</param>
    /// <param name="submitter">Who may submit blocks; null for the account that pays.</param>
    /// <param name="cancel">Stops waiting for L1.</param>
    public async Task<long> DeployAsync(BlockVerifier verifier, EthAddress? submitter, CancellationToken cancel)
    {
        RollupDeployment deployment = new(submitter ?? Payer, RollupState.Empty.Root, [verifier]);
        (rollup, L1Receipt receipt) =
            await RollupContract.DeployAsync(client, deployment, cancel).ConfigureAwait(false);
        return (long)receipt.GasUsed;
    }

    /// <summary>
    /// The id of a token; one that is new gets a contract that stands in for it, registered and approved.
    /// </summary>
    public async Task<uint> TokenIdAsync(string token, CancellationToken cancel)
    {
        if (token == AccountName.Ether)
        {
            return 0;
        }

        if (!tokens.TryGetValue(token, out DemoTokenOnL1? known))
        {
            BigInteger supply = (BigInteger.One << 128) - 1;
            (EthereumContract contract, _) = await EthereumContract.DeployAsync(
                client, ContractAbi.Parse(TokenArtifact.AbiJson), TokenArtifact.CreationCode, [supply], cancel)
                .ConfigureAwait(false);
            uint id = await Rollup.RegisterTokenAsync(contract.Address, cancel).ConfigureAwait(false);
            await contract.SendAsync("approve", [Rollup.Address, supply], default, cancel).ConfigureAwait(false);
            tokens[token] = known = new DemoTokenOnL1(id, contract);
        }

        return known.Id;
    }

    /// <summary>The time of the chain's latest block: what a rollup block may be dated.</summary>
    public async Task<ulong> TimeAsync(CancellationToken cancel)
    {
        return (await client.GetHeadAsync(cancel).ConfigureAwait(false)).Time;
    }

    /// <summary>Claims what is pending for an owner and tells whether exactly that arrived.</summary>
    public async Task<bool> ClaimAsync(AccountName receiver, CancellationToken cancel)
    {
        uint token = await TokenIdAsync(receiver.Token, cancel).ConfigureAwait(false);
        UInt128 pending = await Rollup.GetPendingAsync(token, receiver.Owner, cancel).ConfigureAwait(false);
        BigInteger before = await BalanceAsync(receiver, cancel).ConfigureAwait(false);
        await Rollup.ClaimAsync(token, receiver.Owner, cancel).ConfigureAwait(false);
        BigInteger after = await BalanceAsync(receiver, cancel).ConfigureAwait(false);
        return pending != 0 && after - before == pending;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        account.Dispose();
        if (node is not null)
        {
            await LocalNode.StopAsync(node).ConfigureAwait(false);
        }
    }

    private async Task<BigInteger> BalanceAsync(AccountName name, CancellationToken cancel)
    {
        if (name.IsEther)
        {
            return await client.GetBalanceAsync(name.Owner, cancel).ConfigureAwait(false);
        }

        EthereumContract contract = tokens[name.Token].Contract;
        return (BigInteger)(await contract.CallAsync("balanceOf", [name.Owner], cancel).ConfigureAwait(false))[0];
    }

    private static EthereumAccount ReadAccount()
    {
        string? given = Environment.GetEnvironmentVariable(KeyVariable);
        try
        {
            string text = string.IsNullOrEmpty(given) ? DevelopmentKey : given;
            string digits = text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
            return new EthereumAccount(Convert.FromHexString(digits));
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            throw new CommandException(
                ExitCode.Usage, $"{KeyVariable}: expected a private key of 64 hexadecimal digits");
        }
    }

    private sealed record DemoTokenOnL1(uint Id, EthereumContract Contract);
}
