using Prover.Rollup;

namespace Prover.Host.Demo.Workload;

/// <summary>One value transfer of the file.</summary>
/// <param name="Token">Address of the token's contract on the chain it was taken from, or ETH.</param>
/// <param name="From">The sender's owner.</param>
/// <param name="To">The receiver's owner.</param>
/// <param name="Amount">In base units; not 0.</param>
internal sealed record TransferRow(string Token, EthAddress From, EthAddress To, UInt128 Amount)
{
    /// <summary>The account that pays.</summary>
    public AccountName Sender => new(From, Token);

    /// <summary>The account that is paid.</summary>
    public AccountName Receiver => new(To, Token);
}
