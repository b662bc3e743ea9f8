using Xunit;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

public sealed class PairingTests(ITestOutputHelper output)
{
    [Fact]
    public void Pairing_equals_the_definition()
    {
        Random random = Seeded.Create(output);
        for (int i = 0; i < 3; i++)
        {
            G1Affine p = i == 0 ? G1Affine.Generator : Next1(random);
            G2Affine q = i == 0 ? G2Affine.Generator : Next2(random);
            Assert.Equal(PairingReference.Compute(in p, in q), Pairing.Compute(in p, in q));
        }
    }

    [Fact]
    public void Pairing_is_bilinear()
    {
        Random random = Seeded.Create(output);
        Fr a = RandomField.Next(random);
        Fr b = RandomField.Next(random);
        Fq12 e = Pairing.Compute(G1Affine.Generator, G2Affine.Generator);
        G1Affine p = G1.Generator.MultiplyVarTime(in a).ToAffine();
        G2Affine q = G2.Generator.MultiplyVarTime(in b).ToAffine();
        Assert.Equal(e.Pow((a * b).ToBigInteger()), Pairing.Compute(in p, in q));
        G1Affine sum = (G1.Generator + p).ToAffine();
        Assert.Equal(e * Pairing.Compute(in p, G2Affine.Generator), Pairing.Compute(in sum, G2Affine.Generator));
    }

    [Fact]
    public void Pairing_of_the_generators_has_order_r()
    {
        Fq12 e = Pairing.Compute(G1Affine.Generator, G2Affine.Generator);
        Assert.False(e.IsOne);
        Assert.True(e.Pow(Fr.Modulus).IsOne);
        Assert.Equal(e.Inverse(), e.Conjugate());
        Assert.Equal(e.Inverse(), Pairing.Compute(-G1Affine.Generator, G2Affine.Generator));
        Assert.Equal(e.Inverse(), Pairing.Compute(G1Affine.Generator, -G2Affine.Generator));
    }

    [Fact]
    public void Pairing_with_an_identity_is_one()
    {
        Assert.True(Pairing.Compute(G1Affine.Identity, G2Affine.Generator).IsOne);
        Assert.True(Pairing.Compute(G1Affine.Generator, G2Affine.Identity).IsOne);
        Assert.True(Pairing.Compute(G1Affine.Identity, G2Affine.Identity).IsOne);
        Assert.True(PairingReference.Compute(G1Affine.Identity, G2Affine.Generator).IsOne);
        Assert.True(Pairing.ProductIsOne([]));
    }

    [Fact]
    public void Product_of_pairings_is_the_product_of_each()
    {
        Random random = Seeded.Create(output);
        (G1Affine P, G2Affine Q)[] pairs = new (G1Affine, G2Affine)[4];
        Fq12 expected = Fq12.One;
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = (i == 2 ? G1Affine.Identity : Next1(random), Next2(random));
            expected *= Pairing.Compute(in pairs[i].P, in pairs[i].Q);
        }

        Assert.Equal(expected, Pairing.Product(pairs));
        Assert.False(Pairing.ProductIsOne(pairs));
    }

    [Fact]
    public void Product_is_one_exactly_when_the_exponents_cancel()
    {
        Random random = Seeded.Create(output);
        Fr a = RandomField.Next(random);
        Fr b = RandomField.Next(random);
        G1Affine pa = G1.Generator.MultiplyVarTime(in a).ToAffine();
        G2Affine qb = G2.Generator.MultiplyVarTime(in b).ToAffine();
        G1Affine minus = G1.Generator.MultiplyVarTime(-(a * b)).ToAffine();
        G1Affine wrong = G1.Generator.MultiplyVarTime(-(a * b) + Fr.One).ToAffine();
        Assert.True(Pairing.ProductIsOne([(pa, qb), (minus, G2Affine.Generator)]));
        Assert.False(Pairing.ProductIsOne([(pa, qb), (wrong, G2Affine.Generator)]));
    }

    private static G1Affine Next1(Random random) =>
        G1.Generator.MultiplyVarTime(Fr.FromUInt64((ulong)random.NextInt64(1, long.MaxValue))).ToAffine();

    private static G2Affine Next2(Random random) =>
        G2.Generator.MultiplyVarTime(Fr.FromUInt64((ulong)random.NextInt64(1, long.MaxValue))).ToAffine();
}
