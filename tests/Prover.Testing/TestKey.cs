using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Prover.Algebra;

namespace Prover.Testing;

/// <summary>A Baby Jubjub key that anyone can make again: never one to hold anything of value.</summary>
public sealed class TestKey
{
    private readonly byte[] _privateKey;

    private TestKey(byte[] privateKey)
    {
        _privateKey = privateKey;
        PublicKey = EdDsaPoseidon.PublicKey(privateKey);
    }

    /// <summary>The public key.</summary>
    public BabyPoint PublicKey { get; }

    /// <summary>32 bytes, as circomlibjs takes them.</summary>
    public ReadOnlySpan<byte> PrivateKey => _privateKey;

    /// <summary>The key of a number: SHA-256 of <c>test key N</c>.</summary>
    public static TestKey FromSeed(int seed) =>
        new(SHA256.HashData(Encoding.ASCII.GetBytes("test key " + seed.ToString(CultureInfo.InvariantCulture))));

    /// <summary>Signs a message.</summary>
    public EdDsaSignature Sign(in Fr message) => EdDsaPoseidon.Sign(_privateKey, in message);
}
