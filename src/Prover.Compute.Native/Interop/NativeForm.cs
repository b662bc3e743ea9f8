namespace Prover.Compute.Native;

/// <summary>Forms of a field element a in [0, p) at the border of the native library (enum prover_form).</summary>
public enum NativeForm
{
    /// <summary>a.</summary>
    Canonical = 0,

    /// <summary>a·2^256 mod p: the form of <see cref="Algebra.Fr"/> and <see cref="Algebra.Fq"/>.</summary>
    Montgomery = 1,

    /// <summary>Opaque; belongs to the selected instruction-set level.</summary>
    Resident = 2,
}
