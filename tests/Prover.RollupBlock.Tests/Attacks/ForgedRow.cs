using Prover.Algebra;
using Prover.Circuit.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>One row of the grouping as an attacker sees it.</summary>
/// <param name="Time">0 opens a table entry, the last time closes it, the others are accesses.</param>
/// <param name="Key">Account index, or the key of something unused.</param>
/// <param name="Token">Token column.</param>
/// <param name="Access">
/// Takes the state that is read, sets what hangs on it, gives the state that is written; null for a table's row.
/// </param>
/// <param name="Debit">The debit that the access is; null for credits.</param>
internal sealed record ForgedRow(
    int Time, Fr Key, Fr Token, Func<Fr, Fr>? Access = null, SignedDebit? Debit = null);
