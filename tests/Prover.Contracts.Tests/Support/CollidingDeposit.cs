using System.Numerics;
using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>Finds a deposit of 1 wei whose three words have the same value at z as those of another deposit.</summary>
/// <remarks>
/// Free are the L1 address x &lt; 2^160 and the lower part l &lt; 2^200 of ay: x + l·z ≡ target (mod r) has about 2^106
/// solutions. Those of the homogeneous equation are a lattice of dimension 2; a reduced basis of it, and rounding, take
/// a particular solution into the box (Gauss; Babai, "On Lovász' lattice reduction and the nearest lattice point
/// problem").
/// </remarks>
internal static class CollidingDeposit
{
    private const int AddressBits = 160;
    private const int LowBits = 200;

    /// <summary>Makes both directions of the box equally long.</summary>
    private static readonly BigInteger s_weight = BigInteger.One << (LowBits - AddressBits);

    public static L1Request Find(L1Request other, Fr z)
    {
        Fr[] words = other.Words();
        L1Request empty = L1Request.Deposit(new AccountIdentity(0, default, false, Fr.Zero), 1);
        Fr[] fixedWords = empty.Words();
        Fr target = words[0] - fixedWords[0]
            + (z * (words[1] - fixedWords[1]))
            + (z.Square() * (words[2] - fixedWords[2]));

        (Vector first, Vector second) = Reduce(new Vector(Fr.Modulus, 0), new Vector(-z.ToBigInteger(), 1));
        Vector solution = MoveNear(
            new Vector(target.ToBigInteger(), 0),
            new Vector(BigInteger.One << (AddressBits - 1), BigInteger.One << (LowBits - 1)),
            first,
            second);
        var identity = new AccountIdentity(0, ToAddress(solution.X), false, Fr.FromBigInteger(solution.L));
        return L1Request.Deposit(identity, 1);
    }

    /// <summary>Gauss: the two shortest vectors of the lattice.</summary>
    private static (Vector First, Vector Second) Reduce(Vector a, Vector b)
    {
        while (true)
        {
            if (a.Dot(a) > b.Dot(b))
            {
                (a, b) = (b, a);
            }

            BigInteger q = Round(a.Dot(b), a.Dot(a));
            if (q.IsZero)
            {
                return (a, b);
            }

            b -= a.Times(q);
        }
    }

    /// <summary>Babai: takes lattice vectors away from a solution until it is near the centre.</summary>
    private static Vector MoveNear(Vector solution, Vector centre, Vector a, Vector b)
    {
        // Cramer's rule for solution − centre = s·a + t·b.
        Vector gap = solution - centre;
        BigInteger determinant = a.Cross(b);
        return solution - a.Times(Round(gap.Cross(b), determinant)) - b.Times(Round(a.Cross(gap), determinant));
    }

    private static BigInteger Round(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.Sign < 0)
        {
            (numerator, denominator) = (-numerator, -denominator);
        }

        BigInteger doubled = (2 * numerator) + denominator;
        var quotient = BigInteger.DivRem(doubled, 2 * denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    private static EthAddress ToAddress(BigInteger value)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return new EthAddress([.. new byte[EthAddress.Size - bytes.Length], .. bytes]);
    }

    /// <summary>(x, l), measured with x stretched.</summary>
    private readonly record struct Vector(BigInteger X, BigInteger L)
    {
        public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.L - b.L);

        public Vector Times(BigInteger factor) => new(X * factor, L * factor);

        public BigInteger Dot(Vector other) => (X * other.X * s_weight * s_weight) + (L * other.L);

        public BigInteger Cross(Vector other) => (X * other.L) - (L * other.X);
    }
}
