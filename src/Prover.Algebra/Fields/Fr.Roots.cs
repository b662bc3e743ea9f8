using System.Numerics;

namespace Prover.Algebra;

public readonly partial struct Fr
{
    /// <summary>The largest s such that 2^s divides r − 1: transforms have at most 2^28 points.</summary>
    public const int TwoAdicity = 28;

    private static readonly Fr[] s_rootsOfUnity = MakeRootsOfUnity();
    private static readonly BigInteger s_oddPart = (Modulus - 1) >> TwoAdicity;

    /// <summary>5, the least generator of the multiplicative group.</summary>
    public static Fr MultiplicativeGenerator { get; } = FromUInt64(5);

    /// <summary>A primitive 2^log2-th root of unity: 5^((r−1)/2^log2).</summary>
    /// <remarks>RootOfUnity(k)² = RootOfUnity(k − 1). The same roots as circom's and snarkjs' tools use.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">log2 is not in 0 … 28.</exception>
    public static Fr RootOfUnity(int log2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log2, TwoAdicity);
        return s_rootsOfUnity[log2];
    }

    /// <summary>One of the two square roots of this; false, and zero, if there is none.</summary>
    /// <remarks>
    /// Tonelli and Shanks; Cohen, "A Course in Computational Algebraic Number Theory", algorithm 1.5.1. Invariants:
    /// root² = this·rest, and rest has order 2^m with m below 28, falling.
    /// </remarks>
    public bool TrySqrtVarTime(out Fr root)
    {
        Fr half = Pow((s_oddPart - 1) / 2);
        Fr candidate = half * this;
        Fr rest = candidate * half;
        root = default;
        while (rest != One && !IsZero)
        {
            int order = LogOfOrder(rest);
            if (order == TwoAdicity)
            {
                return false;
            }

            // The square of this factor has order 2^order and, as rest, −1 for its 2^(order−1)-th power.
            candidate *= RootOfUnity(order + 1);
            rest *= RootOfUnity(order);
        }

        root = candidate;
        return true;
    }

    /// <summary>m for an element of order 2^m.</summary>
    private static int LogOfOrder(Fr element)
    {
        int log = 0;
        for (; element != One; log++)
        {
            element = element.Square();
        }

        return log;
    }

    private static Fr[] MakeRootsOfUnity()
    {
        Fr[] roots = new Fr[TwoAdicity + 1];
        roots[TwoAdicity] = FromUInt64(5).Pow((Modulus - 1) >> TwoAdicity);
        for (int log2 = TwoAdicity; log2 > 0; log2--)
        {
            roots[log2 - 1] = roots[log2].Square();
        }

        return roots;
    }
}
