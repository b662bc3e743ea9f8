using Prover.Rollup;

namespace Prover.Host.Demo.Workload;

/// <summary>
/// An account as the transfer file knows it: an owner and a token (an address in lower case, or ETH).
/// </summary>
internal readonly record struct AccountName(EthAddress Owner, string Token)
{
    /// <summary>The token that every chain has.</summary>
    public const string Ether = "ETH";

    /// <summary>Whether the account holds ether.</summary>
    public bool IsEther => Token == Ether;
}
