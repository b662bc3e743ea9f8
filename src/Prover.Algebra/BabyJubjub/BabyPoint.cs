using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>A pair of coordinates on (or claimed to be on) Baby Jubjub, affine twisted Edwards form.</summary>
/// <param name="X">x in 𝔽r.</param>
/// <param name="Y">y in 𝔽r.</param>
/// <remarks>Nothing is checked on construction: see <see cref="BabyJubjub.IsOnCurve"/>. The identity is (0,
/// 1).</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct BabyPoint(Fr X, Fr Y)
{
    /// <summary>The neutral element (0, 1).</summary>
    public static BabyPoint Identity => new(Fr.Zero, Fr.One);

    /// <summary>True for (0, 1).</summary>
    public bool IsIdentity => X.IsZero && Y == Fr.One;
}
