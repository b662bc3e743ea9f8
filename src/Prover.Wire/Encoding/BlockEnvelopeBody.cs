using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Wire;

/// <summary>The fields of a block envelope after kind and version.</summary>
internal static class BlockEnvelopeBody
{
    /// <summary>How many.</summary>
    public const int Fields = 7;

    private const int AccountFields = 5;

    public static void Write(ref WireWriter writer, BlockEnvelope envelope)
    {
        HeaderFields.Write(ref writer, envelope.Header);
        writer.Element(envelope.Commitment);
        WireList.Write(ref writer, envelope.Requests, RequestFields.Write);
        WireList.Write(ref writer, envelope.Withdrawals, OperationFields.Write);
        WireList.Write(ref writer, envelope.Transfers, OperationFields.Write);
        WireList.Write(ref writer, envelope.Touched, WriteAccount);
        WireList.Write(ref writer, envelope.Created, WriteSiblings);
    }

    public static BlockEnvelope Read(ref WireReader reader)
    {
        BlockHeader header = HeaderFields.Read(ref reader);
        Fr commitment = reader.Element("commitment");
        EnvelopeRequest[] requests = WireList.Read(ref reader, "requests", RequestFields.Read);
        EnvelopeOperation[] withdrawals = WireList.Read(ref reader, "withdrawals", OperationFields.Read);
        EnvelopeOperation[] transfers = WireList.Read(ref reader, "transfers", OperationFields.Read);
        EnvelopeAccount[] touched = WireList.Read(ref reader, "touched", ReadAccount);
        MerklePath[] created = ReadCreated(ref reader, header.AccountCount);
        return new BlockEnvelope(header, commitment, requests, withdrawals, transfers, touched, created);
    }

    private static void WriteAccount(ref WireWriter writer, EnvelopeAccount account)
    {
        writer.Array(AccountFields);
        writer.Integer(account.Index);
        IdentityFields.Write(ref writer, account.Account.Identity);
        writer.Integer(account.Account.Nonce);
        writer.Amount(account.Account.Balance);
        WriteSiblings(ref writer, account.Path);
    }

    private static EnvelopeAccount ReadAccount(ref WireReader reader)
    {
        reader.Record("account", AccountFields);
        uint index = reader.Index("index");
        var account = new Account(
            IdentityFields.Read(ref reader), reader.Index("nonce"), reader.Amount("balance"));
        return new EnvelopeAccount(account, ReadSiblings(ref reader, index));
    }

    private static MerklePath[] ReadCreated(ref WireReader reader, ulong accountCount)
    {
        ulong next = accountCount;
        return WireList.Read(ref reader, "created", (ref WireReader reader) =>
        {
            reader.Require(next < TreeShape.IndexLimit, "account", "room below 2^32 accounts", "none");
            return ReadSiblings(ref reader, (uint)next++);
        });
    }

    private static void WriteSiblings(ref WireWriter writer, MerklePath path)
    {
        byte[] bytes = new byte[MerklePath.SiblingCount * Bytes32.Size];
        for (int i = 0; i < MerklePath.SiblingCount; i++)
        {
            path.Siblings[i].CopyBytes(bytes.AsSpan(i * Bytes32.Size));
        }

        writer.Bytes(bytes);
    }

    private static MerklePath ReadSiblings(ref WireReader reader, uint index)
    {
        const string Name = "siblings";
        byte[] bytes = reader.Bytes(Name, MerklePath.SiblingCount * Bytes32.Size);
        var siblings = new Fr[MerklePath.SiblingCount];
        for (int i = 0; i < siblings.Length; i++)
        {
            bool valid = Fr.TryFromBytes(bytes.AsSpan(i * Bytes32.Size, Bytes32.Size), out siblings[i]);
            reader.Require(valid, Name, "numbers below r", "a larger one");
        }

        return new MerklePath(index, siblings);
    }
}
