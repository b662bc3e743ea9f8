using Xunit;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

public sealed class G2SubgroupTests(ITestOutputHelper output)
{
    [Fact]
    public void Points_of_G2_pass_both_tests()
    {
        Random random = Seeded.Create(output);
        Assert.True(G2Affine.Identity.IsInSubgroup());
        Assert.True(G2Affine.Identity.IsInSubgroupReference());
        for (int i = 0; i < 10; i++)
        {
            G2Affine point = G2.Generator.MultiplyVarTime(RandomField.Next(random)).ToAffine();
            Assert.True(point.IsInSubgroup());
            Assert.True(point.IsInSubgroupReference());
        }
    }

    [Fact]
    public void Points_of_the_twist_outside_of_G2_fail_both_tests()
    {
        Random random = Seeded.Create(output);
        for (int i = 0; i < 10; i++)
        {
            G2Affine point = TwistPoints.OutsideG2(random);
            Assert.True(point.IsOnCurve());
            Assert.False(point.IsInSubgroup());
            Assert.False(point.IsInSubgroupReference());
        }
    }

    [Fact]
    public void A_point_with_a_part_in_G2_and_a_part_outside_fails_both_tests()
    {
        // Also for parts of the small order 10069, the least prime factor of the cofactor.
        Random random = Seeded.Create(output);
        G2 outside = G2.FromAffine(TwistPoints.OutsideG2(random));
        G2 small = outside.MultiplyReference(Fr.Modulus * Bn254.G2Cofactor / 10069);
        Assert.True(small.MultiplyReference(10069).IsIdentity);
        Assert.False(small.IsIdentity);
        foreach (G2 part in new[] { small, small + G2.Generator, outside + G2.Generator })
        {
            Assert.False(part.ToAffine().IsInSubgroup());
            Assert.False(part.ToAffine().IsInSubgroupReference());
        }
    }

    [Fact]
    public void Points_off_the_twist_fail_both_tests()
    {
        G2Affine off = new(G2Affine.Generator.Y, G2Affine.Generator.X);
        Assert.False(off.IsInSubgroup());
        Assert.False(off.IsInSubgroupReference());
    }
}
