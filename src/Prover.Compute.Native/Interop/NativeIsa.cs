namespace Prover.Compute.Native;

/// <summary>Instruction-set levels of the native library (enum prover_isa).</summary>
public enum NativeIsa
{
    /// <summary>The best available one.</summary>
    Auto = 0,

    /// <summary>Plain 64-bit C++, any CPU.</summary>
    Portable = 1,

    /// <summary>x86-64 with BMI2 and ADX.</summary>
    Adx = 2,

    /// <summary>x86-64 with AVX-512 IFMA.</summary>
    Ifma = 3,
}
