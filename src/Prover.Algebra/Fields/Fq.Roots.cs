using System.Numerics;

namespace Prover.Algebra;

public readonly partial struct Fq
{
    private static readonly BigInteger s_rootExponent = (Modulus + 1) / 4;

    /// <summary>One of the two square roots of this; false, and zero, if there is none.</summary>
    /// <remarks>q ≡ 3 (mod 4): a square a has the root a^((q+1)/4). Which of the two comes out is not said.</remarks>
    public bool TrySqrt(out Fq root)
    {
        Fq candidate = Pow(s_rootExponent);
        bool isSquare = candidate.Square() == this;
        root = isSquare ? candidate : default;
        return isSquare;
    }
}
