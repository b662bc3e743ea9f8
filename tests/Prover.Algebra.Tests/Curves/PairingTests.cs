using Xunit;

namespace Prover.Algebra.Tests;

public sealed class PairingTests
{
    [Fact]
    public void Pairing_equals_the_definition()
    {
        G1Affine p = G1.Generator.MultiplyVarTime(Fr.FromUInt64(12345)).ToAffine();
        G2Affine q = G2.Generator.MultiplyVarTime(Fr.FromUInt64(67890)).ToAffine();
        Assert.Equal(PairingReference.Compute(in p, in q), Pairing.Compute(in p, in q));
        Assert.Equal(
            PairingReference.Compute(G1Affine.Generator, G2Affine.Generator),
            Pairing.Compute(G1Affine.Generator, G2Affine.Generator));
    }

    [Fact]
    public void Pairing_is_bilinear_and_does_not_degenerate()
    {
        Fr a = Fr.FromUInt64(0xDEADBEEF).Inverse();
        Fr b = -Fr.FromUInt64(77);
        Fq12 e = Pairing.Compute(G1Affine.Generator, G2Affine.Generator);
        Assert.NotEqual(Fq12.One, e);
        Assert.Equal(Fq12.One, e.Pow(Fr.Modulus));
        G1Affine p = G1.Generator.MultiplyVarTime(in a).ToAffine();
        G2Affine q = G2.Generator.MultiplyVarTime(in b).ToAffine();
        Assert.Equal(e.Pow((a * b).ToBigInteger()), Pairing.Compute(in p, in q));
    }
}
