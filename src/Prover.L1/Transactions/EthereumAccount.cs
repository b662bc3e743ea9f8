using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math.EC;
using Prover.Algebra;
using Prover.Rollup;
using BigInteger = Org.BouncyCastle.Math.BigInteger;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Prover.L1;

/// <summary>An account on L1 whose private key is here: it signs with ECDSA over secp256k1.</summary>
/// <remarks>
/// The key is held in one buffer, which <see cref="Dispose"/> clears; it appears in no text. While signing, the library
/// makes copies that live until they are collected.
/// </remarks>
public sealed class EthereumAccount : IDisposable
{
    private static readonly X9ECParameters s_curve = CustomNamedCurves.GetByName("secp256k1");

    private static readonly ECDomainParameters s_domain =
        new(s_curve.Curve, s_curve.G, s_curve.N, s_curve.H);

    private readonly byte[] _key;
    private bool _disposed;

    /// <summary>Takes a copy of a private key: 32 big-endian bytes, not 0, below the group order.</summary>
    /// <exception cref="ArgumentException">Not a private key.</exception>
    public EthereumAccount(ReadOnlySpan<byte> privateKey)
    {
        if (privateKey.Length != 32)
        {
            throw new ArgumentException("A private key has 32 bytes.", nameof(privateKey));
        }

        _key = privateKey.ToArray();
        BigInteger d = new(1, _key);
        if (d.SignValue == 0 || d.CompareTo(s_domain.N) >= 0)
        {
            CryptographicOperations.ZeroMemory(_key);
            throw new ArgumentException("A private key is not 0 and below the group order.", nameof(privateKey));
        }

        Address = ToAddress(s_domain.G.Multiply(d));
    }

    /// <summary>The account's address: the last 20 bytes of the public key's hash.</summary>
    public EthAddress Address { get; }

    /// <summary>Signs a hash of 32 bytes; deterministic (RFC 6979), s in the lower half (EIP-2).</summary>
    /// <exception cref="ObjectDisposedException">The key is cleared.</exception>
    public EthereumSignature Sign(ReadOnlySpan<byte> hash)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (hash.Length != 32)
        {
            throw new ArgumentException("Expected a hash of 32 bytes.", nameof(hash));
        }

        byte[] message = hash.ToArray();
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(true, new ECPrivateKeyParameters(new BigInteger(1, _key), s_domain));
        BigInteger[] pair = signer.GenerateSignature(message);
        BigInteger r = pair[0];
        BigInteger s = pair[1].CompareTo(s_domain.N.ShiftRight(1)) > 0 ? s_domain.N.Subtract(pair[1]) : pair[1];
        return new EthereumSignature(Fixed(r), Fixed(s), FindParity(r, s, message));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        _disposed = true;
    }

    /// <summary>The address only.</summary>
    public override string ToString() => Address.ToString();

    /// <summary>Which of the two points with this r recovers to the account's own address.</summary>
    /// <remarks>r + n as x coordinate has a chance of 2^−127 and is not tried.</remarks>
    private byte FindParity(BigInteger r, BigInteger s, byte[] hash)
    {
        for (byte parity = 0; parity < 2; parity++)
        {
            if (ToAddress(Recover(r, s, hash, parity)) == Address)
            {
                return parity;
            }
        }

        throw new CryptographicException("The signature does not recover to its signer.");
    }

    /// <summary>Q = r⁻¹(s·R − e·G); SEC 1, section 4.1.6.</summary>
    private static ECPoint Recover(BigInteger r, BigInteger s, byte[] hash, byte parity)
    {
        ECPoint point = s_domain.Curve.DecodePoint([(byte)(2 + parity), .. Fixed(r)]);
        BigInteger inverse = r.ModInverse(s_domain.N);
        BigInteger e = new BigInteger(1, hash).Mod(s_domain.N);
        BigInteger u1 = s_domain.N.Subtract(e).Multiply(inverse).Mod(s_domain.N);
        BigInteger u2 = s.Multiply(inverse).Mod(s_domain.N);
        return ECAlgorithms.SumOfTwoMultiplies(s_domain.G, u1, point, u2);
    }

    private static EthAddress ToAddress(ECPoint point)
    {
        byte[] encoded = point.Normalize().GetEncoded(compressed: false);
        return new EthAddress(Keccak256.Hash(encoded.AsSpan(1)).AsSpan(12));
    }

    private static byte[] Fixed(BigInteger value)
    {
        byte[] bytes = value.ToByteArrayUnsigned();
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
