using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Prover.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

public sealed class SnarkjsEncodingTests(ITestOutputHelper output)
{
    [Fact]
    public void The_generators_have_their_known_text()
    {
        Assert.Equal(["1", "2", "1"], SnarkjsEncoding.Encode(G1Affine.Generator));
        string[][] g2 = SnarkjsEncoding.Encode(G2Affine.Generator);
        Assert.Equal("10857046999023057135944570762232829481370756359578518086990519993285655852781", g2[0][0]);
        Assert.Equal("11559732032986387107991004021392285783925812861821192530917403151452391805634", g2[0][1]);
        Assert.Equal(["1", "0"], g2[2]);
    }

    [Fact]
    public void Points_round_trip_identities_included()
    {
        Fr k = RandomField.Next(Seeded.Create(output));
        foreach (G1Affine p in new[] { G1.Generator.MultiplyVarTime(in k).ToAffine(), G1Affine.Identity })
        {
            Assert.True(SnarkjsEncoding.TryDecode(SnarkjsEncoding.Encode(in p), out G1Affine read));
            Assert.Equal(p, read);
        }

        foreach (G2Affine q in new[] { G2.Generator.MultiplyVarTime(in k).ToAffine(), G2Affine.Identity })
        {
            Assert.True(SnarkjsEncoding.TryDecode(SnarkjsEncoding.Encode(in q), out G2Affine read));
            Assert.Equal(q, read);
        }

        Assert.Equal(["0", "1", "0"], SnarkjsEncoding.Encode(G1Affine.Identity));
        Assert.Equal([["0", "0"], ["1", "0"], ["0", "0"]], SnarkjsEncoding.Encode(G2Affine.Identity));
    }

    [Fact]
    public void Anything_but_the_one_text_of_a_point_of_G1_is_refused()
    {
        string qPlus1 = (Fq.Modulus + BigInteger.One).ToString(CultureInfo.InvariantCulture);
        string?[]?[] bad =
        [
            null, [], ["1", "2"], ["1", "2", "1", "1"], ["1", "3", "1"], ["1", "2", "2"], ["1", "2", "0"],
            ["01", "2", "1"], ["0x1", "2", "1"], [qPlus1, "2", "1"], ["1", "-2", "1"], ["0", "0", "1"], ["0", "0", "0"],
            ["1", null, "1"], ["1", "2", null], ["", "", ""], ["1 ", "2", "1"],
        ];
        Assert.All(bad, text => Assert.False(SnarkjsEncoding.TryDecode(text, out G1Affine _)));
    }

    [Fact]
    public void Anything_but_the_one_text_of_a_point_of_G2_is_refused()
    {
        string[][] good = SnarkjsEncoding.Encode(G2Affine.Generator);
        G2Affine outside = TwistPoints.OutsideG2(Seeded.Create(output));
        string?[]?[]?[] bad =
        [
            null, [], [good[0], good[1]], [good[1], good[0], good[2]], [good[0], good[1], ["1", "1"]],
            [good[0], good[1], ["0", "0"]], [good[0], good[1], null], [good[0], good[1], ["1"]],
            [good[0], [good[1][0], "0" + good[1][1]], good[2]], [["0", "0"], ["0", "0"], ["1", "0"]],
            [["0", "0"], ["0", "0"], ["0", "0"]], SnarkjsEncoding.Encode(in outside),
        ];
        Assert.All(bad, text => Assert.False(SnarkjsEncoding.TryDecode(text, out G2Affine _)));
    }

    [Fact]
    public void The_pairing_of_the_generators_equals_that_of_ffjavascript()
    {
        string path = RepositoryRoot.Combine("tests", "vectors", "ffjavascript", "pairing-of-generators.json");
        string[][][] expected = JsonSerializer.Deserialize<string[][][]>(File.ReadAllText(path))!;
        Fq12 value = Pairing.Compute(G1Affine.Generator, G2Affine.Generator);
        Assert.Equal(expected, SnarkjsEncoding.Encode(in value));
    }
}
