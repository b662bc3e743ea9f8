namespace Prover.Rollup;

/// <summary>Writes the columns of a diff.</summary>
internal static class DiffEncoder
{
    public static byte[] Encode(StateDiff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        var writer = new DiffWriter();
        writer.Byte(DiffCodec.Version);
        writer.Varint((uint)diff.Payouts.Count);
        writer.Varint((uint)diff.Touched.Count);
        writer.Varint((uint)diff.Created.Count);
        writer.Varint((uint)diff.Withdrawals.Count);
        WritePayouts(writer, diff.Payouts);
        WriteTouched(writer, diff.Touched);
        WriteCreated(writer, diff.Created);
        WriteWithdrawals(writer, diff.Withdrawals);
        return writer.ToArray();
    }

    private static void WritePayouts(DiffWriter writer, IReadOnlyList<Payout> payouts)
    {
        WriteIncreasing(writer, payouts.Select(payout => (long)payout.Slot));
        WriteTokens(writer, payouts.Select(payout => payout.Token));
        WriteAmounts(writer, [.. payouts.Select(payout => payout.Amount)]);
    }

    private static void WriteTouched(DiffWriter writer, IReadOnlyList<TouchedAccount> touched)
    {
        WriteIncreasing(writer, touched.Select(account => (long)account.Index));
        WriteChanges(writer, [.. touched.Select(account => (account.NonceIncrement, account.Delta))]);
    }

    private static void WriteCreated(DiffWriter writer, IReadOnlyList<NewAccount> created)
    {
        WriteTokens(writer, created.Select(account => account.Identity.Token));
        WriteAddresses(writer, created.Select(account => account.Identity.L1Address));
        foreach (NewAccount account in created)
        {
            byte[] key = account.Identity.Ay.ToBytes();
            key[0] |= account.Identity.Sign ? (byte)0x80 : (byte)0;
            writer.Bytes(key);
        }

        WriteChanges(writer, [.. created.Select(account => (account.Nonce, new BalanceDelta(false, account.Balance)))]);
    }

    private static void WriteWithdrawals(DiffWriter writer, IReadOnlyList<PaidWithdrawal> withdrawals)
    {
        WriteAddresses(writer, withdrawals.Select(withdrawal => withdrawal.L1Address));
        WriteTokens(writer, withdrawals.Select(withdrawal => withdrawal.Token));
        WriteAmounts(writer, [.. withdrawals.Select(withdrawal => withdrawal.Amount)]);
    }

    private static void WriteIncreasing(DiffWriter writer, IEnumerable<long> values)
    {
        long previous = -1;
        foreach (long value in values)
        {
            Require(value > previous, "Slots and indices increase strictly.");
            writer.Varint((UInt128)(value - previous - 1));
            previous = value;
        }
    }

    private static void WriteTokens(DiffWriter writer, IEnumerable<uint> tokens)
    {
        foreach (uint token in tokens)
        {
            writer.Varint(token);
        }
    }

    private static void WriteAddresses(DiffWriter writer, IEnumerable<EthAddress> addresses)
    {
        foreach (EthAddress address in addresses)
        {
            writer.Bytes(address.ToArray());
        }
    }

    private static void WriteAmounts(DiffWriter writer, UInt128[] values)
    {
        DecimalAmount[] amounts = Array.ConvertAll(values, DecimalAmount.Of);
        Require(Array.TrueForAll(values, value => value != 0), "Payouts and withdrawals are not 0.");
        Array.ForEach(amounts, amount => writer.Byte(amount.Exponent));
        Array.ForEach(amounts, amount => writer.Varint(amount.Mantissa));
    }

    /// <summary>Heads, long nonces, mantissas.</summary>
    private static void WriteChanges(DiffWriter writer, (int NonceIncrement, BalanceDelta Delta)[] changes)
    {
        foreach ((int nonceIncrement, BalanceDelta delta) in changes)
        {
            Require(nonceIncrement is >= 0 and <= ushort.MaxValue, "A nonce increment is below 2^16.");
            Require(delta.Magnitude != 0 || !delta.Falls, "A zero delta does not fall.");
            writer.Byte(
                (Math.Min(nonceIncrement, DiffCodec.LongNonce) * DiffCodec.ClassWeight)
                + (delta.Falls ? DiffCodec.SignWeight : 0)
                + DecimalAmount.Of(delta.Magnitude).Exponent);
        }

        foreach ((int nonceIncrement, _) in changes)
        {
            if (nonceIncrement >= DiffCodec.LongNonce)
            {
                writer.Varint((uint)(nonceIncrement - DiffCodec.LongNonce));
            }
        }

        Array.ForEach(changes, change => writer.Varint(DecimalAmount.Of(change.Delta.Magnitude).Mantissa));
    }

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException(rule);
        }
    }
}
