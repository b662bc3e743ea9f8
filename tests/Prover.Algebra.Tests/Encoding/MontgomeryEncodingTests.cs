using Xunit;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

public sealed class MontgomeryEncodingTests(ITestOutputHelper output)
{
    [Fact]
    public void Points_round_trip()
    {
        Fr k = RandomField.Next(Seeded.Create(output));
        byte[] bytes = new byte[128];
        foreach (G1Affine p in new[] { G1.Generator.MultiplyVarTime(in k).ToAffine(), G1Affine.Identity })
        {
            MontgomeryEncoding.Write(in p, bytes);
            Assert.True(MontgomeryEncoding.TryRead(bytes.AsSpan(0, 64), out G1Affine read));
            Assert.Equal(p, read);
        }

        foreach (G2Affine q in new[] { G2.Generator.MultiplyVarTime(in k).ToAffine(), G2Affine.Identity })
        {
            MontgomeryEncoding.Write(in q, bytes);
            Assert.True(MontgomeryEncoding.TryRead(bytes, out G2Affine read));
            Assert.Equal(q, read);
        }
    }

    [Fact]
    public void The_generator_is_R_and_2R_mod_q_little_end_first()
    {
        byte[] bytes = new byte[64];
        MontgomeryEncoding.Write(G1Affine.Generator, bytes);
        Assert.Equal(
            "9D0D8FC58D435DD33D0BC7F528EB780A2C4679786FA36E662FDF079AC1770A0E"
                + "3A1B1E8B1B87BAA67B168EEB51D6F114588CF2F0DE46DDCC5EBE0F3483EF141C",
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void Malformed_points_are_refused()
    {
        byte[] bytes = new byte[128];
        Assert.False(MontgomeryEncoding.TryRead(bytes.AsSpan(0, 63), out G1Affine _));
        Assert.False(MontgomeryEncoding.TryRead(bytes.AsSpan(0, 127), out G2Affine _));
        bytes.AsSpan().Fill(0xFF);
        Assert.False(MontgomeryEncoding.TryRead(bytes.AsSpan(0, 64), out G1Affine _));
        Assert.False(MontgomeryEncoding.TryRead(bytes, out G2Affine _));
        MontgomeryEncoding.Write(G2Affine.Generator, bytes);
        bytes[0] ^= 1;
        Assert.False(MontgomeryEncoding.TryRead(bytes, out G2Affine _));
        Assert.False(MontgomeryEncoding.TryReadOnCurveUnsound(bytes, out G2Affine _));
        MontgomeryEncoding.Write(G1Affine.Generator, bytes);
        bytes[0] ^= 1;
        Assert.False(MontgomeryEncoding.TryRead(bytes.AsSpan(0, 64), out G1Affine _));
    }

    [Fact]
    public void The_subgroup_is_tested_except_by_the_reader_that_says_so()
    {
        G2Affine outside = TwistPoints.OutsideG2(Seeded.Create(output));
        byte[] bytes = new byte[128];
        MontgomeryEncoding.Write(in outside, bytes);
        Assert.False(MontgomeryEncoding.TryRead(bytes, out G2Affine read));
        Assert.True(read.IsIdentity);
        Assert.True(MontgomeryEncoding.TryReadOnCurveUnsound(bytes, out read));
        Assert.Equal(outside, read);
    }
}
