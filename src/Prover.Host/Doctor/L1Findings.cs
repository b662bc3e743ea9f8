using System.Globalization;
using System.Numerics;
using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Settings;
using Prover.Host.Service.StartUp;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Host.Doctor;

/// <summary>Looks at L1: the chain, the contract, its circuits, the account that sends, the clock.</summary>
internal sealed class L1Findings(L1Settings settings, TimeProvider clock, CancellationToken cancel)
{
    /// <summary>A head that is further away from this machine's clock refuses: blocks come every 12 seconds.</summary>
    public static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(2);

    private const string Subject = "l1";

    private readonly List<Finding> findings = [];

    /// <summary>The chain that answered; null if none did.</summary>
    public ulong? ChainId { get; private set; }

    /// <summary>The findings.</summary>
    /// <param name="circuits">Those whose keys are good here.</param>
    /// <exception cref="CommandException">A secret that settings name is not there.</exception>
    public async Task<IReadOnlyList<Finding>> LookAsync(IReadOnlyList<ServedCircuit> circuits)
    {
        string? text = settings.Rpc?.AbsoluteUri ?? Secrets.Read("L1:Rpc", settings.RpcFile, settings.RpcVariable);
        if (text is null)
        {
            ChainId = settings.ChainId;
            Add(true, "no L1:Rpc: proofs are made and kept, not sent");
            return findings;
        }

        using EthereumAccount account = NodeL1.AccountOf(settings);
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            Add(false, "L1:Rpc: expected an http or https address (it is not shown here)", "mend L1:Rpc");
            return findings;
        }

        using EthereumClient client = new(endpoint, account);
        try
        {
            await LookAsync(client, account.Address, circuits).ConfigureAwait(false);
        }
        catch (L1Exception failure)
        {
            string where = $"{endpoint.Host}:{endpoint.Port}";
            Add(false, $"{where}: {OneLine.Of(failure.Message)}", "start the node or mend L1:Rpc");
        }

        return findings;
    }

    private async Task LookAsync(EthereumClient client, EthAddress sender, IReadOnlyList<ServedCircuit> circuits)
    {
        ulong chain = await client.GetChainIdAsync(cancel).ConfigureAwait(false);
        ChainId = chain;
        bool right = settings.ChainId is null || settings.ChainId == chain;
        Add(
            right,
            right ? $"chain {chain} reachable" : $"expected chain {settings.ChainId} (L1:ChainId), found chain {chain}",
            "mend L1:Rpc or L1:ChainId",
            ExitCode.FileMismatch);
        LookAtClock(await client.GetHeadAsync(cancel).ConfigureAwait(false), chain);
        await LookAtBalanceAsync(client, sender).ConfigureAwait(false);
        EthAddress address = EthAddress.Parse(settings.Contract!);
        byte[] code = await client.GetCodeAsync(address, cancel).ConfigureAwait(false);
        if (code.Length == 0)
        {
            Add(
                false, $"contract {address}: expected code there, found none on chain {chain}",
                "mend L1:Contract, or create the contract first", ExitCode.FileMismatch);
            return;
        }

        await LookAtContractAsync(RollupContract.At(client, address), circuits).ConfigureAwait(false);
    }

    private async Task LookAtContractAsync(RollupContract rollup, IReadOnlyList<ServedCircuit> circuits)
    {
        RollupOnL1 state = await rollup.GetStateAsync(cancel).ConfigureAwait(false);
        Add(true, $"contract {rollup.Address}: {state.BlockNumber} blocks accepted");
        IReadOnlyList<BlockVerifier> local =
        [
            .. circuits.Select(circuit => new BlockVerifier(
                circuit.Provable.Id,
                circuit.Capacities,
                circuit.Provable.Key.IsDevelopment,
                circuit.Provable.Key.VerifyingKey.ToEvmBytes())),
        ];
        foreach (CircuitKeyCheck check in
            await CircuitKeys.CompareAsync(rollup, local, cancel).ConfigureAwait(false))
        {
            Add(
                check.Matches, check.ToString(), "use the key that the contract was created with",
                ExitCode.FileMismatch);
        }
    }

    private async Task LookAtBalanceAsync(EthereumClient client, EthAddress sender)
    {
        BigInteger balance = await client.GetBalanceAsync(sender, cancel).ConfigureAwait(false);
        string text = $"sender {sender}: {NodeText.Ether(balance.ToString(CultureInfo.InvariantCulture))}";
        Add(balance > 0, balance > 0 ? text : $"{text}, expected some", "send ether to this account");
    }

    /// <summary>A local chain makes blocks when somebody sends, and its time is moved at will.</summary>
    private void LookAtClock(L1Head head, ulong chain)
    {
        double seconds = clock.GetUtcNow().ToUnixTimeSeconds() - (double)head.Time;
        bool good = LocalChains.Contains(chain) || Math.Abs(seconds) <= MostSkew.TotalSeconds;
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"clock {Math.Abs(seconds):0} s {(seconds < 0 ? "behind" : "ahead of")} the latest block {head.Number}");
        Add(
            good, good ? text : $"{text}, expected at most {MostSkew.TotalSeconds:0} s",
            "set this machine's clock (NTP), or ask a node of L1 that is not behind");
    }

    private void Add(bool good, string text, string advice = "", int code = ExitCode.Usage)
    {
        findings.Add(new Finding(Subject, good, text, good ? null : advice, code));
    }
}
