namespace Prover.Store;

/// <summary>How much <see cref="SqliteJobStore.PruneAsync"/> removed.</summary>
/// <param name="Jobs">Jobs, done or dropped.</param>
/// <param name="Events">Events of jobs that are gone.</param>
/// <param name="L1Transactions">Transactions of the L1 sender, each with all its versions.</param>
/// <param name="Workers">Workers that were not seen for long and are not quarantined.</param>
public sealed record PruneReport(int Jobs, int Events, int L1Transactions, int Workers);
