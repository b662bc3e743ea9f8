using Prover.Host.Service.Api;
using Prover.Host.Service.Node;
using Prover.Pipeline;

namespace Prover.EndToEnd.Tests.Operator;

/// <summary>An L1 with one transaction, nonce 5, at the cap of its fees.</summary>
internal sealed class FakeL1Desk : IL1Desk
{
    /// <summary>What was asked for last.</summary>
    public (ulong Nonce, double MaxFeeGwei, string By) Asked { get; private set; }

    public L1Report Report(IReadOnlyList<L1Transaction> transactions)
    {
        TransactionReport capped =
            new(5, "7/812", L1TransactionState.Capped, ["0xaa"], 40, null, null, "the cap is 40 gwei");
        return new L1Report(
            31337, "0x01", "0x02", "1500000000000000000", 1234, 814, 813, 811, 809, 5, 6, true, ["key line"], [capped],
            "an operator", null);
    }

    public Task<string?> ResolveAsync(ulong nonce, double maxFeeGwei, string by, CancellationToken cancel)
    {
        Asked = nonce == 5 ? (nonce, maxFeeGwei, by) : Asked;
        return Task.FromResult(nonce == 5 ? null : $"nonce {nonce} does not wait for an operator");
    }

    public Task<string?> ReopenAsync(ulong fromNonce, CancellationToken cancel) =>
        Task.FromResult(fromNonce == 5 ? null : $"no transaction from nonce {fromNonce} on is settled without a block");
}
