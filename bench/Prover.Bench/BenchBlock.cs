using Prover.Rollup;

namespace Prover.Bench;

/// <summary>A small block to make witnesses of: two accounts pay each other.</summary>
internal static class BenchBlock
{
    private const ulong Time = 1_800_000_000;
    private const uint Ether = 0;

    private static readonly Domain Domain = new(31337, Address(0xC0));

    /// <summary>P, X, N, M, A of the circuit.</summary>
    public static BlockCapacities Capacities { get; } = new(2, 1, 2, 5, 2);

    /// <summary>The executed block.</summary>
    /// <exception cref="InvalidOperationException">A transfer was not taken: the rules have changed.</exception>
    public static ExecutedBlock TwoTransfers()
    {
        RollupState state = RollupState.Empty.Add(
            new Account(new AccountIdentity(Ether, Owner(1)), 0, 10_000),
            new Account(new AccountIdentity(Ether, Owner(2)), 0, 5_000));
        BlockBuilder builder = new(state, new BlockContext(Domain, default, 1, Time, 0, default), Capacities);
        Pay(builder, 0, 1, 100);
        Pay(builder, 1, 0, 200);
        return builder.Seal().Block;
    }

    private static void Pay(BlockBuilder builder, uint from, uint to, UInt128 amount)
    {
        SignedFields fields = SignedFields.Transfer(from, to, Owner((int)to + 1), Ether, 0, Time + 60, amount, 0);
        Placement placement = builder.Add(OperationSigner.Sign(Key((int)from + 1), Domain, fields), null);
        if (!placement.Placed)
        {
            throw new InvalidOperationException($"The bench's transfer was refused: {placement}.");
        }
    }

    private static OwnerKey Owner(int person) => OperationSigner.Owner(Key(person), Address(person));

    private static byte[] Key(int person)
    {
        byte[] key = new byte[32];
        key[^1] = (byte)person;
        return key;
    }

    private static EthAddress Address(int person)
    {
        byte[] bytes = new byte[EthAddress.Size];
        bytes[^1] = (byte)person;
        return new EthAddress(bytes);
    }
}
