using Prover.Rollup;

namespace Prover.Wire;

/// <summary>A request from L1 and the existing account that it is for.</summary>
/// <param name="Request">The record.</param>
/// <param name="Account">Null if a deposit creates its account.</param>
public sealed record EnvelopeRequest(L1Request Request, uint? Account);
