namespace Prover.Host.Demo.Workload;

/// <summary>What one block is meant to hold.</summary>
/// <param name="Deposits">Payments into the rollup that the block consumes, in queue order.</param>
/// <param name="Withdrawals">Payments out of the rollup.</param>
/// <param name="Transfers">Payments inside it, in order.</param>
internal sealed record BlockPlan(
    IReadOnlyList<PlannedPayment> Deposits,
    IReadOnlyList<PlannedPayment> Withdrawals,
    IReadOnlyList<TransferRow> Transfers);

/// <summary>An amount that enters or leaves an account.</summary>
internal sealed record PlannedPayment(AccountName Account, UInt128 Amount);
