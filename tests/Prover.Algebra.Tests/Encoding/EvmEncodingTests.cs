using System.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

public sealed class EvmEncodingTests(ITestOutputHelper output)
{
    [Fact]
    public void Points_round_trip_the_identity_as_zeros()
    {
        Fr k = RandomField.Next(Seeded.Create(output));
        G1Affine p = G1.Generator.MultiplyVarTime(in k).ToAffine();
        G2Affine q = G2.Generator.MultiplyVarTime(in k).ToAffine();
        Assert.True(EvmEncoding.TryRead(EvmEncoding.Encode(in p), out G1Affine p2));
        Assert.True(EvmEncoding.TryRead(EvmEncoding.Encode(in q), out G2Affine q2));
        Assert.Equal((p, q), (p2, q2));
        Assert.Equal(new byte[64], EvmEncoding.Encode(G1Affine.Identity));
        Assert.Equal(new byte[128], EvmEncoding.Encode(G2Affine.Identity));
        Assert.True(EvmEncoding.TryRead(new byte[64], out p2) && p2.IsIdentity);
        Assert.True(EvmEncoding.TryRead(new byte[128], out q2) && q2.IsIdentity);
    }

    [Fact]
    public void The_factor_of_u_comes_first()
    {
        // The point P₂ as EIP-197 writes it.
        Assert.StartsWith(
            "198E9393920D483A7260BFB731FB5D25F1AA493335A9E71297E485B7AEF312C2"
                + "1800DEEF121F1E76426A00665E5C4479674322D4F75EDADD46DEBD5CD992F6ED",
            Convert.ToHexString(EvmEncoding.Encode(G2Affine.Generator)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Coordinates_that_are_not_below_q_are_refused()
    {
        // x + q and 0 + q stand for the same field elements, and still fit into a word.
        foreach (int word in new[] { 0, 1 })
        {
            Assert.False(EvmEncoding.TryRead(Shifted(EvmEncoding.Encode(G1Affine.Generator), word), out G1Affine _));
            Assert.False(EvmEncoding.TryRead(Shifted(new byte[64], word), out G1Affine _));
        }

        for (int word = 0; word < 4; word++)
        {
            Assert.False(EvmEncoding.TryRead(Shifted(EvmEncoding.Encode(G2Affine.Generator), word), out G2Affine _));
            Assert.False(EvmEncoding.TryRead(Shifted(new byte[128], word), out G2Affine _));
        }
    }

    [Fact]
    public void Points_off_the_curve_and_wrong_lengths_are_refused()
    {
        byte[] p = EvmEncoding.Encode(G1Affine.Generator);
        byte[] q = EvmEncoding.Encode(G2Affine.Generator);
        Assert.False(EvmEncoding.TryRead(p.AsSpan(1), out G1Affine _));
        Assert.False(EvmEncoding.TryRead([.. p, 0], out G1Affine _));
        Assert.False(EvmEncoding.TryRead(q.AsSpan(0, 64), out G2Affine _));
        Assert.False(EvmEncoding.TryRead([.. q, .. q], out G2Affine _));
        p[63] ^= 1;
        q[127] ^= 1;
        Assert.False(EvmEncoding.TryRead(p, out G1Affine p2));
        Assert.False(EvmEncoding.TryRead(q, out G2Affine q2));
        Assert.True(p2.IsIdentity && q2.IsIdentity);
        Assert.Throws<ArgumentOutOfRangeException>(() => EvmEncoding.Write(G1Affine.Generator, new byte[63]));
        Assert.Throws<ArgumentOutOfRangeException>(() => EvmEncoding.Write(G2Affine.Generator, new byte[127]));
    }

    [Fact]
    public void Points_of_the_twist_outside_of_G2_are_refused()
    {
        G2Affine outside = TwistPoints.OutsideG2(Seeded.Create(output));
        Assert.False(EvmEncoding.TryRead(EvmEncoding.Encode(in outside), out G2Affine point));
        Assert.True(point.IsIdentity);
    }

    private static byte[] Shifted(byte[] words, int word)
    {
        BigInteger value = new(words.AsSpan(32 * word, 32), isUnsigned: true, isBigEndian: true);
        byte[] shifted = (value + Fq.Modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] result = [.. words];
        shifted.CopyTo(result, (32 * word) + 32 - shifted.Length);
        return result;
    }
}
