using Prover.Rollup;

namespace Prover.Wire;

/// <summary>Identities, and owners without a token.</summary>
internal static class IdentityFields
{
    private const int KeyFieldCount = 3;
    private const int IdentityFieldCount = 4;

    public static void Write(ref WireWriter writer, AccountIdentity identity)
    {
        writer.Array(IdentityFieldCount);
        writer.Integer(identity.Token);
        WriteFields(ref writer, identity.Key);
    }

    public static AccountIdentity Read(ref WireReader reader)
    {
        reader.Record("identity", IdentityFieldCount);
        return new AccountIdentity(reader.Index("token"), ReadFields(ref reader));
    }

    public static void WriteKey(ref WireWriter writer, OwnerKey key)
    {
        writer.Array(KeyFieldCount);
        WriteFields(ref writer, key);
    }

    public static OwnerKey ReadKey(ref WireReader reader)
    {
        reader.Record("to", KeyFieldCount);
        return ReadFields(ref reader);
    }

    private static void WriteFields(ref WireWriter writer, OwnerKey key)
    {
        writer.Address(key.L1Address);
        writer.Flag(key.Sign);
        writer.Element(key.Ay);
    }

    private static OwnerKey ReadFields(ref WireReader reader) =>
        new(reader.Address("l1Address"), reader.Flag("sign"), reader.Element("ay"));
}
