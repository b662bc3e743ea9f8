namespace Prover.Algebra;

/// <summary>The constants of one 254-bit prime p, as Montgomery arithmetic with R = 2^256 needs them.</summary>
/// <remarks>Implemented by empty structs, so that the just-in-time compiler folds every constant.</remarks>
internal interface IModulus
{
    /// <summary>Limb 0 (least significant) of p.</summary>
    static abstract ulong P0 { get; }

    /// <summary>Limb 1 of p.</summary>
    static abstract ulong P1 { get; }

    /// <summary>Limb 2 of p.</summary>
    static abstract ulong P2 { get; }

    /// <summary>Limb 3 of p; below 2^62, so that a + b never carries out of four limbs.</summary>
    static abstract ulong P3 { get; }

    /// <summary>−p⁻¹ mod 2^64.</summary>
    static abstract ulong NegativeInverse { get; }
}
