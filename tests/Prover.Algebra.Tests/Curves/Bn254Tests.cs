using System.Numerics;
using Xunit;

namespace Prover.Algebra.Tests;

public sealed class Bn254Tests
{
    private static readonly BigInteger s_x = Bn254.Seed;

    [Fact]
    public void Moduli_are_the_polynomials_in_the_seed()
    {
        BigInteger common = (36 * BigInteger.Pow(s_x, 4)) + (36 * BigInteger.Pow(s_x, 3)) + (6 * s_x) + 1;
        Assert.Equal(common + (24 * s_x * s_x), Fq.Modulus);
        Assert.Equal(common + (18 * s_x * s_x), Fr.Modulus);
        Assert.Equal(Fq.Modulus + 1 - Bn254.Trace, Fr.Modulus);
        Assert.Equal((2 * Fq.Modulus) - Fr.Modulus, Bn254.G2Cofactor);
        Assert.Equal(BigInteger.Parse("29793968203157093288"), Bn254.LoopCount);
    }

    [Fact]
    public void The_twist_has_the_order_that_the_card_says()
    {
        // A point of E′ that is not in G2: its order does not divide r, but divides r·(2q − r).
        G2 point = G2.FromAffine(TwistPoints.OutsideG2(new Random(1)));
        Assert.False(point.MultiplyReference(Fr.Modulus).IsIdentity);
        Assert.True(point.MultiplyReference(Fr.Modulus * Bn254.G2Cofactor).IsIdentity);
    }

    [Fact]
    public void Points_lie_in_memory_as_the_kernels_expect()
    {
        Assert.Equal(32, System.Runtime.CompilerServices.Unsafe.SizeOf<Fq>());
        Assert.Equal(64, System.Runtime.CompilerServices.Unsafe.SizeOf<G1Affine>());
        Assert.Equal(128, System.Runtime.CompilerServices.Unsafe.SizeOf<G2Affine>());
        Assert.Equal(96, System.Runtime.CompilerServices.Unsafe.SizeOf<G1>());
        Assert.Equal(192, System.Runtime.CompilerServices.Unsafe.SizeOf<G2>());
        G2Affine[] points = [G2Affine.Generator];
        byte[] expected = new byte[MontgomeryEncoding.G2Length];
        MontgomeryEncoding.Write(in points[0], expected);
        Assert.Equal(expected, System.Runtime.InteropServices.MemoryMarshal.AsBytes<G2Affine>(points).ToArray());
    }
}
