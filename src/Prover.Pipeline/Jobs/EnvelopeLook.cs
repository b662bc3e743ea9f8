using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>What an envelope says that it is, or why it is refused.</summary>
/// <param name="Job">The job; default where it is refused.</param>
/// <param name="CircuitId">The circuit; default where it is refused.</param>
/// <param name="Refusal"><see cref="AdmissionVerdict.Malformed"/> or <see cref="AdmissionVerdict.NotServed"/>; null
/// where it may come in.</param>
/// <param name="Reason">Why it is refused: one line.</param>
public sealed record EnvelopeLook(
    JobId Job, Bytes32 CircuitId, AdmissionVerdict? Refusal = null, string? Reason = null);
