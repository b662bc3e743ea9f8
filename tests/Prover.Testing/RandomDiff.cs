using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Testing;

/// <summary>Random diffs, with a weight on the edges of every field.</summary>
public static class RandomDiff
{
    /// <summary>A diff that fits the capacities and a state with this many accounts.</summary>
    public static StateDiff Next(Random random, BlockCapacities capacities, ulong accountCount) => new(
        [.. Increasing(random, capacities.L1Slots, (ulong)capacities.L1Slots)
            .Select(slot => new Payout((int)slot, Token(random), NotZero(random)))],
        [.. Increasing(random, capacities.Touched, accountCount)
            .Select(index => new TouchedAccount(index, Nonce(random), Delta(random)))],
        [.. Enumerable.Range(0, random.Next(capacities.NewAccounts + 1))
            .Select(_ => new NewAccount(Identity(random), Nonce(random), Amount(random)))],
        [.. Enumerable.Range(0, random.Next(capacities.Withdrawals + 1))
            .Select(_ => new PaidWithdrawal(Address(random), Token(random), NotZero(random)))]);

    /// <summary>Any amount, zero included.</summary>
    public static UInt128 Amount(Random random) => random.Next(5) switch
    {
        0 => 0,
        1 => (UInt128)random.NextInt64(),
        2 => UInt128.MaxValue - (UInt128)random.Next(3),
        3 => Power(random.Next(39)) * (UInt128)random.Next(1, 4),
        _ => new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()) >> random.Next(127),
    };

    /// <summary>An identity with any token, owner and key.</summary>
    public static AccountIdentity Identity(Random random) =>
        new(Token(random), Address(random), random.Next(2) == 1, Element(random));

    /// <summary>An address other than 0.</summary>
    public static EthAddress Address(Random random)
    {
        byte[] bytes = new byte[EthAddress.Size];
        random.NextBytes(bytes);
        bytes[random.Next(EthAddress.Size)] |= 1;
        return new EthAddress(bytes);
    }

    /// <summary>A field element, often one of the largest.</summary>
    public static Fr Element(Random random)
    {
        byte[] bytes = new byte[32];
        random.NextBytes(bytes);
        return random.Next(6) == 0
            ? -Fr.FromUInt64((ulong)random.Next(3))
            : Fr.Reduce(new System.Numerics.BigInteger(bytes, isUnsigned: true));
    }

    private static UInt128 NotZero(Random random)
    {
        UInt128 amount = Amount(random);
        return amount == 0 ? 1 : amount;
    }

    private static BalanceDelta Delta(Random random)
    {
        UInt128 amount = Amount(random);
        return new BalanceDelta(amount != 0 && random.Next(2) == 1, amount);
    }

    private static int Nonce(Random random) => random.Next(4) switch
    {
        0 => random.Next(4),
        1 => ushort.MaxValue - random.Next(2),
        2 => random.Next(ushort.MaxValue),
        _ => 1,
    };

    private static uint Token(Random random) =>
        random.Next(4) == 0 ? uint.MaxValue - (uint)random.Next(2) : (uint)random.Next(300);

    private static uint[] Increasing(Random random, int capacity, ulong limit)
    {
        var values = new SortedSet<uint>();
        for (int i = random.Next(capacity + 1); i > 0 && limit > 0; i--)
        {
            ulong value = random.Next(8) == 0 ? limit - 1 : (ulong)random.NextInt64((long)limit);
            values.Add((uint)value);
        }

        return [.. values];
    }

    private static UInt128 Power(int exponent) =>
        exponent == 0 ? UInt128.One : 10 * Power(exponent - 1);
}
