using System.Buffers.Binary;
using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Host.Demo.Workload;

/// <summary>The Baby Jubjub keys of the demo's accounts, made from a seed and the owner's address.</summary>
/// <remarks>Anybody who knows the seed knows the keys: they are for money that does not exist.</remarks>
internal sealed class DemoWallets(ulong seed)
{
    private readonly Dictionary<EthAddress, Wallet> wallets = [];

    /// <summary>The key of an owner.</summary>
    public Wallet Of(EthAddress owner)
    {
        if (!wallets.TryGetValue(owner, out Wallet? wallet))
        {
            byte[] preimage = new byte[8 + EthAddress.Size];
            BinaryPrimitives.WriteUInt64BigEndian(preimage, seed);
            owner.CopyTo(preimage.AsSpan(8));
            byte[] privateKey = Keccak256.Hash(preimage);
            wallets[owner] = wallet = new Wallet(privateKey, OperationSigner.Owner(privateKey, owner));
        }

        return wallet;
    }

    /// <summary>A private key and what the rollup sees of it.</summary>
    internal sealed record Wallet(byte[] PrivateKey, OwnerKey Owner)
    {
        /// <summary>The owner only: a record would print the key.</summary>
        public override string ToString() => Owner.L1Address.ToString();
    }
}
