using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Prover.Algebra;

/// <summary>EdDSA over Baby Jubjub with Poseidon as the hash of the challenge: the signatures of L2
/// operations.</summary>
/// <remarks>
/// Keys and signatures are those of circomlibjs (<c>prv2pub</c>, <c>signPoseidon</c>). A signature (R₈, S) over M by A
/// is valid if S·B₈ = R₈ + h·8A with h = Poseidon(R₈.x, R₈.y, A.x, A.y, M) as an integer in [0, r), A and R₈ are on the
/// curve, 8A ≠ identity and S &lt; ℓ. circomlibjs does not ask for 8A ≠ identity; circomlib's circuit does.
/// Signing is deterministic and its time does not depend on the key.
/// </remarks>
public static class EdDsaPoseidon
{
    /// <summary>Bytes of a private key: any 32 bytes.</summary>
    public const int PrivateKeySize = 32;

    /// <summary>The public key of a private key: A = (s/8)·B₈.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public static BabyPoint PublicKey(ReadOnlySpan<byte> privateKey)
    {
        Span<byte> expanded = stackalloc byte[Blake512.DigestSize];
        Expand(privateKey, expanded);
        BabyPoint publicKey = PublicKeyOf(expanded[..32]);
        CryptographicOperations.ZeroMemory(expanded);
        return publicKey;
    }

    /// <summary>Signs a message; the same key and message give the same signature.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public static EdDsaSignature Sign(ReadOnlySpan<byte> privateKey, in Fr message)
    {
        Span<byte> expanded = stackalloc byte[Blake512.DigestSize];
        Expand(privateKey, expanded);
        BabyPoint publicKey = PublicKeyOf(expanded[..32]);
        BabyScalar nonce = Nonce(expanded[32..], in message);
        BabyPoint r8 = BabyJubjub.Multiply(BabyJubjub.Base8, nonce.ToField());
        BabyScalar h = Reduce(Challenge(in r8, in publicKey, in message));
        BabyScalar s = nonce + (h * BabyScalar.Reduce(expanded[..32]));
        CryptographicOperations.ZeroMemory(expanded);
        return new EdDsaSignature(r8, s.ToField());
    }

    /// <summary>True if the signature is valid; see the remarks of the class. Never throws.</summary>
    public static bool Verify(in BabyPoint publicKey, in Fr message, in EdDsaSignature signature)
    {
        if (!BabyJubjub.IsOnCurve(in publicKey)
            || !BabyJubjub.IsOnCurve(signature.R8)
            || signature.S.ToBigInteger() >= BabyJubjub.SubgroupOrder)
        {
            return false;
        }

        BabyPoint eightA = BabyJubjub.MultiplyVarTime(in publicKey, 8);
        if (eightA.IsIdentity)
        {
            return false;
        }

        Fr h = Challenge(signature.R8, in publicKey, in message);
        BabyProjective left =
            BabyJubjub.MultiplyProjectiveVarTime(BabyJubjub.Base8, signature.S.ToBigInteger());
        BabyProjective right = BabyProjective.Add(
            BabyProjective.From(signature.R8),
            BabyJubjub.MultiplyProjectiveVarTime(in eightA, h.ToBigInteger()));
        return left.Same(in right);
    }

    /// <summary>True if the signature is valid for one of the two points with this y; <paramref name="ax"/> is its
    /// x.</summary>
    /// <remarks>The root in [0, (r − 1)/2] is tried first. 0 if invalid.</remarks>
    public static bool VerifyForAy(in Fr ay, in Fr message, in EdDsaSignature signature, out Fr ax)
    {
        if (BabyJubjub.TryRecoverX(in ay, out ax))
        {
            if (Verify(new BabyPoint(ax, ay), in message, in signature))
            {
                return true;
            }

            ax = -ax;
            if (Verify(new BabyPoint(ax, ay), in message, in signature))
            {
                return true;
            }
        }

        ax = Fr.Zero;
        return false;
    }

    /// <summary>h = Poseidon(R₈.x, R₈.y, A.x, A.y, M).</summary>
    public static Fr Challenge(in BabyPoint r8, in BabyPoint publicKey, in Fr message) =>
        Poseidon.Hash([r8.X, r8.Y, publicKey.X, publicKey.Y, message]);

    /// <summary>BLAKE-512 of the key, pruned: bytes 0…31 are s (a multiple of 8 with bit 254 its highest), the rest
    /// seeds nonces.</summary>
    private static void Expand(ReadOnlySpan<byte> privateKey, Span<byte> expanded)
    {
        if (privateKey.Length != PrivateKeySize)
        {
            throw new ArgumentException("A private key has 32 bytes.", nameof(privateKey));
        }

        Blake512.Hash(privateKey, expanded);
        expanded[0] &= 0xF8;
        expanded[31] = (byte)((expanded[31] & 0x7F) | 0x40);
    }

    private static BabyPoint PublicKeyOf(ReadOnlySpan<byte> s)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        s.CopyTo(MemoryMarshal.AsBytes(limbs));
        for (int i = 0; i < 4; i++)
        {
            limbs[i] = (limbs[i] >> 3) | (i < 3 ? limbs[i + 1] << 61 : 0);
        }

        BabyPoint publicKey = BabyJubjub.Multiply(BabyJubjub.Base8, limbs).ToAffine();
        limbs.Clear();
        return publicKey;
    }

    /// <summary>BLAKE-512 of the seed and the message (32 bytes little-endian), modulo ℓ.</summary>
    private static BabyScalar Nonce(ReadOnlySpan<byte> seed, in Fr message)
    {
        Span<byte> input = stackalloc byte[64];
        seed.CopyTo(input);
        message.CopyBytes(input[32..]);
        input[32..].Reverse();
        Span<byte> digest = stackalloc byte[Blake512.DigestSize];
        Blake512.Hash(input, digest);
        BabyScalar nonce = BabyScalar.Reduce(digest);
        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(digest);
        return nonce;
    }

    private static BabyScalar Reduce(in Fr value)
    {
        Span<byte> bytes = stackalloc byte[32];
        value.CopyBytes(bytes);
        bytes.Reverse();
        return BabyScalar.Reduce(bytes);
    }
}
