using System.Numerics;
using Prover.Testing;
using Xunit;

namespace Prover.Algebra.Tests;

public sealed class EvmPrecompileTests
{
    [Fact]
    public void Sums_equal_those_of_the_EVM()
    {
        int count = 0;
        foreach ((string name, byte[] input, byte[] expected) in EvmVectors.Read("bn256Add.json"))
        {
            byte[] words = EvmVectors.Padded(input, 2 * EvmEncoding.G1Length);
            Assert.True(EvmEncoding.TryRead(words.AsSpan(0, 64), out G1Affine a), name);
            Assert.True(EvmEncoding.TryRead(words.AsSpan(64, 64), out G1Affine b), name);
            Assert.Equal(expected, EvmEncoding.Encode((G1.FromAffine(in a) + b).ToAffine()));
            Assert.Equal(expected, EvmEncoding.Encode((G1.FromAffine(in a) + G1.FromAffine(in b)).ToAffine()));
            count++;
        }

        Assert.Equal(16, count);
    }

    [Fact]
    public void Scalar_products_equal_those_of_the_EVM()
    {
        int count = 0;
        foreach ((string name, byte[] input, byte[] expected) in EvmVectors.Read("bn256ScalarMul.json"))
        {
            byte[] words = EvmVectors.Padded(input, 96);
            Assert.True(EvmEncoding.TryRead(words.AsSpan(0, 64), out G1Affine point), name);
            BigInteger scalar = new(words.AsSpan(64, 32), isUnsigned: true, isBigEndian: true);
            G1 p = G1.FromAffine(in point);
            Assert.Equal(expected, EvmEncoding.Encode(p.MultiplyReference(scalar).ToAffine()));
            Assert.Equal(expected, EvmEncoding.Encode(p.MultiplyVarTime(Fr.Reduce(scalar)).ToAffine()));
            count++;
        }

        Assert.Equal(19, count);
    }

    [Fact]
    public void Pairing_products_equal_those_of_the_EVM()
    {
        int count = 0;
        foreach ((string name, byte[] input, byte[] expected) in EvmVectors.Read("bn256Pairing.json"))
        {
            Assert.True(Pairing.ProductIsOne(Pairs(name, input)) == (expected[31] == 1), name);
            count++;
        }

        Assert.Equal(14, count);
    }

    private static (G1Affine, G2Affine)[] Pairs(string name, byte[] input)
    {
        const int length = EvmEncoding.G1Length + EvmEncoding.G2Length;
        Assert.Equal(0, input.Length % length);
        (G1Affine, G2Affine)[] pairs = new (G1Affine, G2Affine)[input.Length / length];
        for (int i = 0; i < pairs.Length; i++)
        {
            ReadOnlySpan<byte> pair = input.AsSpan(i * length, length);
            Assert.True(EvmEncoding.TryRead(pair[..EvmEncoding.G1Length], out G1Affine p), name);
            Assert.True(EvmEncoding.TryRead(pair[EvmEncoding.G1Length..], out G2Affine q), name);
            pairs[i] = (p, q);
        }

        return pairs;
    }
}
