using System.Numerics;
using Xunit;

namespace Prover.Algebra.Tests;

public sealed class RootsOfUnityTests
{
    [Fact]
    public void The_two_adicity_of_r_minus_1_is_28()
    {
        Assert.True(((Fr.Modulus - 1) >> Fr.TwoAdicity).IsEven is false);
        Assert.True(((Fr.Modulus - 1) % (BigInteger.One << Fr.TwoAdicity)).IsZero);
    }

    [Fact]
    public void Roots_of_unity_are_primitive_and_come_from_5()
    {
        Assert.Equal(Fr.One, Fr.RootOfUnity(0));
        Assert.Equal(-Fr.One, Fr.RootOfUnity(1));
        for (int k = 1; k <= Fr.TwoAdicity; k++)
        {
            Assert.Equal(Fr.FromUInt64(5).Pow((Fr.Modulus - 1) >> k), Fr.RootOfUnity(k));
            Assert.Equal(-Fr.One, Fr.RootOfUnity(k).Pow(BigInteger.One << (k - 1)));
        }
    }

    [Fact]
    public void Five_is_not_a_square()
    {
        Assert.False(Fr.MultiplicativeGenerator.TrySqrtVarTime(out _));
        Assert.Equal(-Fr.One, Fr.MultiplicativeGenerator.Pow((Fr.Modulus - 1) / 2));
    }

    [Fact]
    public void Domains_outside_0_to_28_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Fr.RootOfUnity(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fr.RootOfUnity(29));
    }

    [Fact]
    public void Values_of_every_even_order_have_roots()
    {
        for (int k = 1; k < Fr.TwoAdicity; k++)
        {
            Fr value = Fr.RootOfUnity(k);
            Assert.True(value.TrySqrtVarTime(out Fr root));
            Assert.Equal(value, root.Square());
        }

        Assert.False(Fr.RootOfUnity(Fr.TwoAdicity).TrySqrtVarTime(out _));
    }
}
