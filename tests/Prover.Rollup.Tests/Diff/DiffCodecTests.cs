using Prover.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Rollup.Tests;

public sealed class DiffCodecTests(ITestOutputHelper output)
{
    private static readonly BlockCapacities Capacities = new(6, 5, 20, 30, 4);

    [Fact]
    public void Random_diffs_survive_the_round_trip()
    {
        Random random = NewRandom();
        for (int i = 0; i < 400; i++)
        {
            StateDiff diff = RandomDiff.Next(random, Capacities, 5000);

            DiffError error = DiffCodec.TryDecode(DiffCodec.Encode(diff), Capacities, 5000, out StateDiff? decoded);

            Assert.Equal(DiffError.None, error);
            AssertSame(diff, decoded!);
        }
    }

    [Fact]
    public void A_changed_byte_is_refused_or_is_the_encoding_of_another_diff()
    {
        Random random = NewRandom();
        for (int i = 0; i < 8; i++)
        {
            byte[] bytes = DiffCodec.Encode(RandomDiff.Next(random, Capacities, 5000));
            for (int at = 0; at < bytes.Length; at++)
            {
                AssertCanonical(bytes, at, (byte)random.Next(256));
                AssertCanonical(bytes, at, (byte)(bytes[at] ^ 1));
                AssertCanonical(bytes, at, (byte)(bytes[at] ^ 0x80));
            }
        }
    }

    [Fact]
    public void Random_bytes_never_throw_and_what_decodes_is_canonical()
    {
        Random random = NewRandom();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(40)];
            for (int at = 0; at < bytes.Length; at++)
            {
                bytes[at] = (byte)(random.Next(3) == 0 ? random.Next(256) : random.Next(3));
            }

            if (bytes.Length > 0)
            {
                AssertCanonical(bytes, 0, DiffCodec.Version);
            }
        }
    }

    [Fact]
    public void A_transfer_between_two_accounts_costs_twelve_bytes()
    {
        var diff = new StateDiff(
            [],
            [
                new TouchedAccount(1000, 1, new BalanceDelta(true, 25_500_000)),
                new TouchedAccount(1900, 0, new BalanceDelta(false, 25_000_000)),
            ],
            [],
            []);

        // 5 bytes of version and counts; indices 2 + 2, heads 2, mantissas 255 (2 bytes) and 25 (1 byte).
        Assert.Equal(5 + 4 + 2 + 3, DiffCodec.Encode(diff).Length);
    }

    [Theory]
    [MemberData(nameof(Unencodable))]
    public void The_encoder_refuses_what_has_no_encoding(StateDiff diff) =>
        Assert.Throws<ArgumentException>(() => DiffCodec.Encode(diff));

    public static TheoryData<StateDiff> Unencodable =>
    [
        new StateDiff([new Payout(1, 0, 0)], [], [], []),
        new StateDiff([new Payout(1, 0, 1), new Payout(1, 0, 1)], [], [], []),
        new StateDiff([], [new TouchedAccount(2, 0, default), new TouchedAccount(2, 0, default)], [], []),
        new StateDiff([], [new TouchedAccount(2, 1 << 16, default)], [], []),
        new StateDiff([], [new TouchedAccount(2, 0, new BalanceDelta(true, 0))], [], []),
        new StateDiff([], [], [], [new PaidWithdrawal(default, 0, 0)]),
    ];

    private static void AssertCanonical(byte[] original, int at, byte value)
    {
        byte[] bytes = [.. original];
        bytes[at] = value;
        if (DiffCodec.TryDecode(bytes, Capacities, 5000, out StateDiff? diff) == DiffError.None)
        {
            Assert.Equal(bytes, DiffCodec.Encode(diff!));
        }
        else
        {
            Assert.Null(diff);
        }
    }

    private static void AssertSame(StateDiff expected, StateDiff actual)
    {
        Assert.Equal(expected.Payouts, actual.Payouts);
        Assert.Equal(expected.Touched, actual.Touched);
        Assert.Equal(expected.Created, actual.Created);
        Assert.Equal(expected.Withdrawals, actual.Withdrawals);
    }

    private Random NewRandom()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
