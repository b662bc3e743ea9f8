using Prover.Rollup;

namespace Prover.Wire;

/// <summary>How far a worker is.</summary>
/// <param name="Stage">0 for the witness, 1 for the proof.</param>
/// <param name="Fraction">The finished fraction of the stage in [0, 1], in steps of 1/10,000.</param>
public sealed record WorkProgressFields(int Stage, double Fraction);

/// <summary>A proof and how long it took.</summary>
/// <param name="Proof">256 bytes, EVM form.</param>
/// <param name="WitnessTime">Time to check and solve, to the millisecond.</param>
/// <param name="ProveTime">Time to prove, to the millisecond.</param>
public sealed record WorkResultFields(ReadOnlyMemory<byte> Proof, TimeSpan WitnessTime, TimeSpan ProveTime);

/// <summary>Why an attempt failed.</summary>
/// <param name="Stage">0 for the witness, 1 for the proof.</param>
/// <param name="Kind">0 transient, 1 wrong proof, 2 poison.</param>
/// <param name="Reason">One line without secrets.</param>
/// <param name="Bundle">Names the replay bundle; null if there is none.</param>
public sealed record WorkFailureFields(int Stage, int Kind, string Reason, Bytes32? Bundle);
