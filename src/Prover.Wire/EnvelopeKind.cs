namespace Prover.Wire;

/// <summary>The first value of an envelope.</summary>
public enum EnvelopeKind
{
    /// <summary>An executed block on its way to the prover.</summary>
    Block = 1,

    /// <summary>A proof on its way to L1.</summary>
    Proof = 2,
}
