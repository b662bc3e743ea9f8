using Prover.Algebra;
using Prover.Testing;

namespace Prover.Rollup.Tests;

/// <summary>
/// Writes the cases: valid diffs through the encoder, invalid bytes by hand with exactly one defect each.
/// </summary>
internal static class DiffCaseGenerator
{
    private const int Seed = 20;

    private static readonly BlockCapacities Capacities = new(4, 3, 8, 16, 2);
    private static readonly BlockCapacities Wide = new(1, 0, 1, 200, 0);
    private static readonly StateDiff Nothing = new([], [], [], []);
    private static readonly byte[] Owner = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];
    private static readonly AccountIdentity Identity = new(7, new EthAddress(Owner), true, -Fr.One);

    public static IReadOnlyList<DiffCase> All() => [.. Valid(), .. Varints(), .. Columns(), .. Amounts(), .. Lengths()];

    private static IEnumerable<DiffCase> Valid()
    {
        yield return Good("nothing", Nothing);
        yield return Good("touched, read only", Touched(new TouchedAccount(5, 0, default)));
        yield return Good("touched, rises and falls", Touched(
            new TouchedAccount(0, 1, new BalanceDelta(true, 1_250_000)),
            new TouchedAccount(1, 0, new BalanceDelta(false, 1_000_000)),
            new TouchedAccount(999, 2, new BalanceDelta(false, 250_000))));
        yield return Good("touched, the largest of everything", Touched(
            new TouchedAccount(uint.MaxValue, ushort.MaxValue, new BalanceDelta(true, UInt128.MaxValue))));
        yield return Good("amounts at the exponent's end", Touched(
            new TouchedAccount(1, 0, new BalanceDelta(false, Power(38))),
            new TouchedAccount(2, 0, new BalanceDelta(false, 3 * Power(38))),
            new TouchedAccount(3, 0, new BalanceDelta(false, 34 * Power(37)))));
        yield return Good("payouts", Nothing with { Payouts = [new(0, 0, 1), new(3, uint.MaxValue, Power(18))] });
        yield return Good("new accounts", Nothing with
        {
            Created = [new(Identity, 0, 5 * Power(20)), new(Identity with { Sign = false, Ay = Fr.Zero }, 300, 0)],
        });
        yield return Good("withdrawals", Nothing with
        {
            Withdrawals = [new(Identity.L1Address, 0, 10), new(default, 127, 11), new(Identity.L1Address, 128, 1)],
        });
        var random = new Random(Seed);
        for (int i = 0; i < 24; i++)
        {
            BlockCapacities capacities = i % 3 == 0 ? Wide : Capacities;
            ulong accountCount = i % 2 == 0 ? TreeShape.IndexLimit : 1000;
            StateDiff diff = RandomDiff.Next(random, capacities, accountCount);
            yield return Good($"random {i}", diff, capacities, accountCount);
        }
    }

    private static IEnumerable<DiffCase> Varints()
    {
        yield return Bad("count with a needless zero byte", "01 00 8000 00 00", "VarintNotShortest");
        yield return Bad("index with needless zero bytes", "01 00 01 00 00 85808000 00 00", "VarintNotShortest");
        yield return Bad("index 2^32", "01 00 01 00 00 8080808010 00 00", "VarintTooWide");
        yield return Bad("index of six bytes", "01 00 01 00 00 808080808001 00 00", "VarintTooWide");
        yield return Bad("mantissa 2^128", "01 00 01 00 00 05 00 " + Repeat("80", 18) + "04", "VarintTooWide");
        yield return Bad("mantissa without end", "01 00 01 00 00 05 00 " + Repeat("80", 19) + "01", "VarintTooWide");
        yield return Bad(
            "mantissa with a needless zero byte", "01 00 01 00 00 05 00 8300", "VarintNotShortest");
        yield return Bad("token 2^32", "01 01 00 00 00 00 8080808010 00 01", "VarintTooWide");
        yield return Bad("nonce 2^16 + 2", "01 00 01 00 00 05 9c 808004 01", "VarintTooWide");
    }

    private static IEnumerable<DiffCase> Columns()
    {
        const string EmptyTail = "00 00 00";
        yield return Bad("version 0", "00 00 00 00 00", "DiffVersionUnknown");
        yield return Bad("version 2", "02 00 00 00 00", "DiffVersionUnknown");
        yield return Bad("five payouts", "01 05 " + EmptyTail, "DiffCountTooLarge");
        yield return Bad("seventeen touched", "01 00 11 00 00", "DiffCountTooLarge");
        yield return Bad("three new", "01 00 00 03 00", "DiffCountTooLarge");
        yield return Bad("four withdrawals", "01 00 00 00 04", "DiffCountTooLarge");
        yield return Bad("2^32 − 1 touched", "01 00 ffffffff0f 00 00", "DiffCountTooLarge");
        yield return Bad("payout in slot 4", "01 01 " + EmptyTail + "04 00 00 01", "DiffSlotTooLarge");
        yield return Bad(
            "second payout in slot 4", "01 02 " + EmptyTail + "03 00 00 00 00 00 01 01", "DiffSlotTooLarge");
        yield return Bad("index = account count", "01 00 01 00 00 e807 00 00", "DiffIndexTooLarge", 1000);
        yield return Bad(
            "second index past 2^32", "01 00 02 00 00 ffffffff0f 00 00 00 00 00", "DiffIndexTooLarge");
        yield return Bad("touched without accounts", "01 00 01 00 00 00 00 00", "DiffIndexTooLarge", 0);
        yield return Bad("head 234", "01 00 01 00 00 05 ea 01", "DiffHeadInvalid");
        yield return Bad("head 255", "01 00 01 00 00 05 ff 01", "DiffHeadInvalid");
        yield return Bad("nonce increment 2^16", "01 00 01 00 00 05 9c feff03 01", "DiffNonceTooLarge");
        yield return Bad("new owner 0", NewAccount(new string('0', 40), Key(Fr.One, false), "00 01"), "DiffOwnerZero");
        yield return Bad("new key r", NewAccount(OwnerHex, RHex, "00 01"), "DiffKeyNotInField");
        yield return Bad(
            "new key 2^255 − 1", NewAccount(OwnerHex, "7f" + Repeat("ff", 31), "00 01"), "DiffKeyNotInField");
        yield return Bad("new balance falls", NewAccount(OwnerHex, Key(Fr.One, true), "27 01"), "DiffSignNotAllowed");
        yield return Bad("new head 234", NewAccount(OwnerHex, Key(Fr.One, true), "ea 01"), "DiffHeadInvalid");
    }

    private static IEnumerable<DiffCase> Amounts()
    {
        const string OneTouched = "01 00 01 00 00 05 ";
        yield return Bad("10 without exponent", OneTouched + "00 0a", "DiffAmountNotCanonical");
        yield return Bad("100 · 10^36", OneTouched + "24 64", "DiffAmountNotCanonical");
        yield return Bad("zero with exponent", OneTouched + "01 00", "DiffAmountNotCanonical");
        yield return Bad("zero that falls", OneTouched + "27 00", "DiffSignNotAllowed");
        yield return Bad("4 · 10^38", OneTouched + "26 04", "DiffAmountTooLarge");
        yield return Bad("35 · 10^37", OneTouched + "25 23", "DiffAmountTooLarge");
        yield return Bad("(2^128 − 1) · 10", OneTouched + "01 " + Repeat("ff", 18) + "03", "DiffAmountTooLarge");
        yield return Bad("payout of nothing", "01 01 00 00 00 00 00 00 00", "DiffAmountZero");
        yield return Bad("payout exponent 39", "01 01 00 00 00 00 00 27 01", "DiffHeadInvalid");
        yield return Bad("withdrawal of nothing", "01 00 00 00 01" + OwnerHex + "00 00 00", "DiffAmountZero");
        yield return Bad("withdrawal exponent 255", "01 00 00 00 01" + OwnerHex + "00 ff 01", "DiffHeadInvalid");
        yield return Bad("withdrawal of 20", "01 00 00 00 01" + OwnerHex + "00 00 14", "DiffAmountNotCanonical");
    }

    private static IEnumerable<DiffCase> Lengths()
    {
        byte[] full = DiffCodec.Encode(new StateDiff(
            [new(2, 300, 77)],
            [new(500, 5, new BalanceDelta(true, 1234))],
            [new(Identity, 1, 99)],
            [new(Identity.L1Address, 2, 5)]));
        for (int length = 0; length < full.Length; length++)
        {
            string start = Convert.ToHexStringLower(full.AsSpan(0, length));
            yield return Bad($"first {length} bytes", start, "DiffTruncated");
        }

        yield return Bad("a byte too many", Convert.ToHexStringLower(full) + "00", "DiffTrailingBytes");
        yield return Bad("the diff twice", string.Concat(Enumerable.Repeat(Convert.ToHexStringLower(full), 2)),
            "DiffTrailingBytes");
    }

    private static string OwnerHex => Convert.ToHexStringLower(Owner);

    private static string RHex =>
        Convert.ToHexStringLower(Fr.Modulus.ToByteArray(isUnsigned: true, isBigEndian: true));

    private static StateDiff Touched(params TouchedAccount[] touched) => Nothing with { Touched = touched };

    private static string NewAccount(string owner, string key, string tail) => "01 00 00 01 00 07" + owner + key + tail;

    private static string Key(Fr ay, bool sign)
    {
        byte[] key = ay.ToBytes();
        key[0] |= sign ? (byte)0x80 : (byte)0;
        return Convert.ToHexStringLower(key);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static UInt128 Power(int exponent) => UInt128.Parse("1" + new string('0', exponent), null);

    private static DiffCase Good(
        string name, StateDiff diff, BlockCapacities? capacities = null, ulong accountCount = TreeShape.IndexLimit) =>
        new(
            name,
            capacities ?? Capacities,
            accountCount,
            "0x" + Convert.ToHexStringLower(DiffCodec.Encode(diff)),
            null,
            DiffCaseFile.WordsOf(diff, capacities ?? Capacities));

    private static DiffCase Bad(string name, string bytes, string error, ulong accountCount = TreeShape.IndexLimit) =>
        new(
            name,
            Capacities,
            accountCount,
            "0x" + bytes.Replace(" ", string.Empty, StringComparison.Ordinal),
            error,
            null);
}
