using System.Numerics;
using System.Text.Json;
using Xunit;

namespace Prover.Algebra.Tests;

public sealed class EdDsaPoseidonTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly Fr Message = Fr.FromUInt64(1234);
    private static readonly BabyPoint Public = EdDsaPoseidon.PublicKey(Key);
    private static readonly EdDsaSignature Signature = EdDsaPoseidon.Sign(Key, in Message);

    [Fact]
    public void Keys_and_signatures_equal_those_of_circomlibjs()
    {
        IReadOnlyList<JsonElement> vectors = CircomlibVectors.Section("signatures");
        Assert.Equal(12, vectors.Count);
        foreach (JsonElement vector in vectors)
        {
            byte[] key = vector.Bytes("privateKey");
            Fr message = CircomlibVectors.Field(vector.GetProperty("message"));
            BabyPoint publicKey = EdDsaPoseidon.PublicKey(key);
            Assert.Equal(vector.Point("publicKey"), publicKey);
            Assert.Equal(vector.Bytes("packedPublicKey"), BabyJubjub.Pack(in publicKey));

            EdDsaSignature signature = EdDsaPoseidon.Sign(key, in message);
            Assert.Equal(vector.Point("r8"), signature.R8);
            Assert.Equal(CircomlibVectors.Field(vector.GetProperty("s")), signature.S);
            Assert.Equal(vector.Bytes("packed"), signature.Pack());
            Assert.True(EdDsaSignature.TryUnpack(vector.Bytes("packed"), out EdDsaSignature unpacked));
            Assert.Equal(signature, unpacked);
            Assert.True(EdDsaPoseidon.Verify(in publicKey, in message, in signature));
        }
    }

    [Fact]
    public void Any_changed_part_is_refused()
    {
        Assert.True(EdDsaPoseidon.Verify(in Public, in Message, in Signature));
        Assert.False(EdDsaPoseidon.Verify(in Public, Message + Fr.One, in Signature));
        Assert.False(EdDsaPoseidon.Verify(BabyJubjub.Negate(in Public), in Message, in Signature));
        Assert.False(EdDsaPoseidon.Verify(BabyJubjub.Double(in Public), in Message, in Signature));
        Assert.False(EdDsaPoseidon.Verify(in Public, in Message, Signature with { S = Signature.S + Fr.One }));
        Assert.False(EdDsaPoseidon.Verify(
            in Public, in Message, Signature with { R8 = BabyJubjub.Negate(Signature.R8) }));
        Assert.False(EdDsaPoseidon.Verify(
            in Public, in Message, Signature with { R8 = BabyJubjub.Add(Signature.R8, BabyJubjub.Base8) }));
    }

    [Fact]
    public void S_of_the_subgroup_order_or_more_is_refused()
    {
        // S + ℓ < r would satisfy the equation.
        Fr order = Fr.FromBigInteger(BabyJubjub.SubgroupOrder);
        EdDsaSignature shifted = Signature with { S = Signature.S + order };
        Assert.False(EdDsaPoseidon.Verify(in Public, in Message, in shifted));
        Assert.False(EdDsaSignature.TryUnpack(shifted.Pack(), out _));
    }

    [Fact]
    public void Points_off_the_curve_and_keys_of_small_order_are_refused()
    {
        BabyPoint off = Public with { X = Public.X + Fr.One };
        Assert.False(EdDsaPoseidon.Verify(in off, in Message, in Signature));
        Assert.False(EdDsaPoseidon.Verify(in Public, in Message, Signature with { R8 = off }));

        // With A of small order and R₈ = S·B₈ the equation holds for every message.
        BabyPoint small = BabyJubjub.MultiplyVarTime(BabyJubjub.Generator, BabyJubjub.SubgroupOrder);
        EdDsaSignature forged = new(BabyJubjub.Base8, Fr.One);
        for (int i = 0; i < 8; i++)
        {
            BabyPoint key = BabyJubjub.MultiplyVarTime(in small, i);
            Assert.False(EdDsaPoseidon.Verify(in key, in Message, in forged));
        }
    }

    [Fact]
    public void A_nonce_point_outside_the_subgroup_is_refused()
    {
        BabyPoint two = new(Fr.Zero, -Fr.One);
        EdDsaSignature twisted = Signature with { R8 = BabyJubjub.Add(Signature.R8, in two) };
        Assert.True(BabyJubjub.IsOnCurve(twisted.R8));
        Assert.False(EdDsaPoseidon.Verify(in Public, in Message, in twisted));
    }

    [Fact]
    public void A_key_with_a_part_of_small_order_can_sign_because_of_the_cofactor()
    {
        // Only 8A enters the equation, as in circomlib: A + T with T of order 2 is a key of its own, bound by h.
        BigInteger order = BabyJubjub.SubgroupOrder;
        BabyPoint key = BabyJubjub.Add(
            BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, 11), new BabyPoint(Fr.Zero, -Fr.One));
        BabyPoint r8 = BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, 17);
        BigInteger h = EdDsaPoseidon.Challenge(in r8, in key, in Message).ToBigInteger();
        EdDsaSignature signature = new(r8, Fr.FromBigInteger((17 + (h * 8 * 11)) % order));
        Assert.True(EdDsaPoseidon.Verify(in key, in Message, in signature));
    }

    [Fact]
    public void Either_root_of_ay_is_found()
    {
        int large = 0;
        for (byte i = 0; i < 8; i++)
        {
            byte[] key = [i, .. Key.AsSpan(1)];
            BabyPoint publicKey = EdDsaPoseidon.PublicKey(key);
            EdDsaSignature signature = EdDsaPoseidon.Sign(key, in Message);
            Assert.True(EdDsaPoseidon.VerifyForAy(publicKey.Y, in Message, in signature, out Fr ax));
            Assert.Equal(publicKey.X, ax);
            large += BabyJubjub.IsLarge(in ax) ? 1 : 0;
        }

        Assert.InRange(large, 1, 7);
        Assert.False(EdDsaPoseidon.VerifyForAy(Public.Y, Message + Fr.One, in Signature, out Fr none));
        Assert.Equal(Fr.Zero, none);
        Assert.False(EdDsaPoseidon.VerifyForAy(Fr.FromUInt64(2), in Message, in Signature, out _)); // y = 2 has no x
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_private_key_of_another_length_is_refused_without_showing_it(int length)
    {
        byte[] key = [.. Enumerable.Repeat((byte)0xAB, length)];
        ArgumentException error = Assert.Throws<ArgumentException>(() => EdDsaPoseidon.PublicKey(key));
        Assert.Equal("A private key has 32 bytes. (Parameter 'privateKey')", error.Message);
        Assert.Throws<ArgumentException>(() => EdDsaPoseidon.Sign(key, in Message));
    }
}
