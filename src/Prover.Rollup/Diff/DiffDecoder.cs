using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>Reads the columns of a diff and refuses everything that the encoder would not write.</summary>
/// <remarks>Counts are checked against the capacities first, so hostile bytes cannot ask for much memory.</remarks>
internal ref struct DiffDecoder
{
    private readonly BlockCapacities _capacities;
    private readonly ulong _accountCount;
    private DiffReader _reader;

    private DiffDecoder(ReadOnlySpan<byte> bytes, BlockCapacities capacities, ulong accountCount)
    {
        _reader = new DiffReader(bytes);
        _capacities = capacities;
        _accountCount = Math.Min(accountCount, TreeShape.IndexLimit);
    }

    public static DiffError TryDecode(
        ReadOnlySpan<byte> bytes, BlockCapacities capacities, ulong accountCount, out StateDiff? diff)
    {
        ArgumentNullException.ThrowIfNull(capacities);
        var decoder = new DiffDecoder(bytes, capacities, accountCount);
        diff = decoder.Read();
        DiffError error = decoder._reader.Error;
        diff = error == DiffError.None ? diff : null;
        return error;
    }

    private StateDiff Read()
    {
        _reader.Require(_reader.Byte() == DiffCodec.Version, DiffError.VersionUnknown);
        int payouts = ReadCount(_capacities.L1Slots);
        int touched = ReadCount(_capacities.Touched);
        int created = ReadCount(_capacities.NewAccounts);
        int withdrawals = ReadCount(_capacities.Withdrawals);
        var diff = new StateDiff(
            ReadPayouts(payouts), ReadTouched(touched), ReadCreated(created), ReadWithdrawals(withdrawals));
        _reader.End();
        return diff;
    }

    private int ReadCount(int capacity)
    {
        UInt128 count = _reader.Varint(DiffCodec.IndexBits);
        _reader.Require(count <= (UInt128)capacity, DiffError.CountTooLarge);
        return _reader.Failed ? 0 : (int)count;
    }

    private Payout[] ReadPayouts(int count)
    {
        uint[] slots = ReadIncreasing(count, (ulong)_capacities.L1Slots, DiffError.SlotTooLarge);
        uint[] tokens = ReadTokens(count);
        UInt128[] amounts = ReadAmounts(count);
        return Make(count, i => new Payout((int)slots[i], tokens[i], amounts[i]));
    }

    private TouchedAccount[] ReadTouched(int count)
    {
        uint[] indices = ReadIncreasing(count, _accountCount, DiffError.IndexTooLarge);
        (int NonceIncrement, BalanceDelta Delta)[] changes = ReadChanges(count, negativeAllowed: true);
        return Make(count, i => new TouchedAccount(indices[i], changes[i].NonceIncrement, changes[i].Delta));
    }

    private NewAccount[] ReadCreated(int count)
    {
        uint[] tokens = ReadTokens(count);
        EthAddress[] owners = ReadAddresses(count, zeroAllowed: false);
        var keys = new (bool Sign, Fr Ay)[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = ReadKey();
        }

        (int NonceIncrement, BalanceDelta Delta)[] changes = ReadChanges(count, negativeAllowed: false);
        return Make(count, i => new NewAccount(
            new AccountIdentity(tokens[i], owners[i], keys[i].Sign, keys[i].Ay),
            changes[i].NonceIncrement,
            changes[i].Delta.Magnitude));
    }

    private PaidWithdrawal[] ReadWithdrawals(int count)
    {
        EthAddress[] addresses = ReadAddresses(count, zeroAllowed: true);
        uint[] tokens = ReadTokens(count);
        UInt128[] amounts = ReadAmounts(count);
        return Make(count, i => new PaidWithdrawal(addresses[i], tokens[i], amounts[i]));
    }

    private uint[] ReadIncreasing(int count, ulong limit, DiffError outOfRange)
    {
        var values = new uint[count];
        UInt128 next = 0;
        for (int i = 0; i < count; i++)
        {
            UInt128 value = next + _reader.Varint(DiffCodec.IndexBits);
            _reader.Require(value < limit, outOfRange);
            values[i] = _reader.Failed ? 0 : (uint)value;
            next = value + 1;
        }

        return values;
    }

    private uint[] ReadTokens(int count)
    {
        var tokens = new uint[count];
        for (int i = 0; i < count; i++)
        {
            tokens[i] = (uint)_reader.Varint(DiffCodec.IndexBits);
        }

        return tokens;
    }

    private EthAddress[] ReadAddresses(int count, bool zeroAllowed)
    {
        var addresses = new EthAddress[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> bytes = _reader.Bytes(EthAddress.Size);
            addresses[i] = _reader.Failed ? default : new EthAddress(bytes);
            _reader.Require(zeroAllowed || !addresses[i].IsZero, DiffError.OwnerZero);
        }

        return addresses;
    }

    private (bool Sign, Fr Ay) ReadKey()
    {
        Span<byte> key = stackalloc byte[Bytes32.Size];
        _reader.Bytes(Bytes32.Size).CopyTo(key);
        bool sign = (key[0] & 0x80) != 0;
        key[0] &= 0x7F;
        _reader.Require(Fr.TryFromBytes(key, out Fr ay), DiffError.KeyNotInField);
        return (sign, ay);
    }

    private UInt128[] ReadAmounts(int count)
    {
        var exponents = new int[count];
        for (int i = 0; i < count; i++)
        {
            exponents[i] = _reader.Byte();
            _reader.Require(exponents[i] <= DecimalAmount.MaximumExponent, DiffError.HeadInvalid);
        }

        var amounts = new UInt128[count];
        for (int i = 0; i < count; i++)
        {
            amounts[i] = ReadMantissa(exponents[i]);
            _reader.Require(amounts[i] != 0, DiffError.AmountZero);
        }

        return amounts;
    }

    private (int NonceIncrement, BalanceDelta Delta)[] ReadChanges(int count, bool negativeAllowed)
    {
        ReadOnlySpan<byte> heads = _reader.Bytes(count);
        if (_reader.Failed)
        {
            return new (int, BalanceDelta)[count];
        }

        var changes = new (int NonceIncrement, BalanceDelta Delta)[count];
        for (int i = 0; i < count; i++)
        {
            changes[i].NonceIncrement = ReadNonce(heads[i], negativeAllowed);
        }

        for (int i = 0; i < count && !_reader.Failed; i++)
        {
            bool falls = IsNegative(heads[i]);
            UInt128 magnitude = ReadMantissa(heads[i] % DiffCodec.SignWeight);
            _reader.Require(magnitude != 0 || !falls, DiffError.SignNotAllowed);
            changes[i].Delta = new BalanceDelta(falls, magnitude);
        }

        return changes;
    }

    private int ReadNonce(byte head, bool negativeAllowed)
    {
        _reader.Require(head < DiffCodec.HeadLimit, DiffError.HeadInvalid);
        _reader.Require(negativeAllowed || !IsNegative(head), DiffError.SignNotAllowed);
        int nonceClass = head / DiffCodec.ClassWeight;
        int increment = nonceClass < DiffCodec.LongNonce
            ? nonceClass
            : DiffCodec.LongNonce + (int)_reader.Varint(DiffCodec.NonceBits);
        _reader.Require(increment <= ushort.MaxValue, DiffError.NonceTooLarge);
        return increment;
    }

    private UInt128 ReadMantissa(int exponent)
    {
        UInt128 mantissa = _reader.Varint(DiffCodec.MantissaBits);
        if (_reader.Failed)
        {
            return 0;
        }

        DiffError error = new DecimalAmount(exponent, mantissa).TryGetValue(out UInt128 value);
        _reader.Require(error == DiffError.None, error);
        return value;
    }

    private static bool IsNegative(byte head) => head / DiffCodec.SignWeight % 2 == 1;

    private static T[] Make<T>(int count, Func<int, T> element) =>
        [.. Enumerable.Range(0, count).Select(element)];
}
