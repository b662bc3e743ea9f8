namespace Prover.Pipeline;

/// <summary>What one round of the sender came to.</summary>
/// <param name="Time">When.</param>
/// <param name="Decisions">How many steps it took.</param>
/// <param name="Waits">What it waits for; null if there is nothing to submit.</param>
/// <param name="Trouble">Why L1 does not answer: one line; null if it does.</param>
/// <param name="L1">L1 as it was seen; null if it was not.</param>
public sealed record SenderReport(
    DateTimeOffset Time, int Decisions, string? Waits, string? Trouble = null, L1Snapshot? L1 = null);
