namespace Prover.Pipeline;

/// <summary>What kind of failure it was.</summary>
public enum WorkFailureKind
{
    /// <summary>The machine, the network, memory: another attempt may do better.</summary>
    Transient,

    /// <summary>A proof of the device did not verify on the device's own machine.</summary>
    WrongProof,

    /// <summary>The block itself: refused or not satisfied. Every worker would say the same.</summary>
    Poison,
}
