using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>What a wallet does.</summary>
public static class OperationSigner
{
    /// <summary>Signs an operation with the sender's Baby Jubjub key.</summary>
    /// <param name="privateKey">32 bytes, as circomlibjs takes them.</param>
    /// <param name="domain">The rollup.</param>
    /// <param name="fields">The operation.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fee or validUntil do not fit their widths.</exception>
    public static SignedOperation Sign(ReadOnlySpan<byte> privateKey, in Domain domain, SignedFields fields)
    {
        Fr message = OperationMessage.Compute(in domain, fields);
        return new SignedOperation(fields, EdDsaPoseidon.Sign(privateKey, in message));
    }

    /// <summary>The owner that a key and an L1 address make.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public static OwnerKey Owner(ReadOnlySpan<byte> privateKey, EthAddress l1Address)
    {
        BabyPoint publicKey = EdDsaPoseidon.PublicKey(privateKey);
        return new OwnerKey(l1Address, BabyJubjub.IsLarge(publicKey.X), publicKey.Y);
    }
}
