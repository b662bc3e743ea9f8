using System.Numerics;
using Prover.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Rollup.Tests;

/// <summary>What holds for every block, tried on random ones.</summary>
public sealed class InvariantTests(ITestOutputHelper output)
{
    private const int Blocks = 6;

    [Fact]
    public void Value_per_token_is_conserved_and_the_diffs_rebuild_the_state()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        RollupScenario rollup = RandomBlocks.Start();
        RollupState rebuilt = rollup.State;
        int operations = 0;
        for (int i = 0; i < Blocks; i++)
        {
            RollupState before = rollup.State;
            ExecutedBlock block = RandomBlocks.Next(rollup, random);
            operations += block.Transfers.Count + block.Withdrawals.Count + block.Requests.Count;

            AssertConserved(before, rollup.State, block);
            AssertNonces(before, rollup.State, block);
            AssertTimesRise(block);
            rebuilt = StateRebuilder.Apply(rebuilt, Posted(block));
            Assert.Equal(block.Header.NewRoot, rebuilt.Root);
        }

        Assert.Equal(rollup.State.Accounts, rebuilt.Accounts);
        Assert.True(operations > Blocks, $"only {operations} operations were placed");
    }

    [Fact]
    public void A_diff_of_another_state_is_refused_by_the_rebuilder()
    {
        RollupScenario rollup = RandomBlocks.Start();
        Assert.Throws<InvalidDataException>(
            () => Apply(new TouchedAccount(6, 0, default)));
        Assert.Throws<InvalidDataException>(
            () => Apply(new TouchedAccount(1, 0, new BalanceDelta(true, 1001))));
        Assert.Throws<InvalidDataException>(
            () => Apply(new TouchedAccount(1, 0, new BalanceDelta(false, UInt128.MaxValue))));

        RollupState Apply(TouchedAccount touched) =>
            StateRebuilder.Apply(rollup.State, new StateDiff([], [touched], [], []));
    }

    private static StateDiff Posted(ExecutedBlock block)
    {
        byte[] bytes = DiffCodec.Encode(StateDiff.Of(block));
        DiffError error = DiffCodec.TryDecode(bytes, block.Capacities, block.Header.AccountCount, out StateDiff? diff);
        Assert.Equal(DiffError.None, error);
        return diff!;
    }

    private static void AssertConserved(RollupState before, RollupState after, ExecutedBlock block)
    {
        foreach (uint token in after.Accounts.Select(account => account.Identity.Token).Distinct())
        {
            BigInteger deposits = Sum(block.Requests
                .Where(slot => slot.Request.Identity.Token == token).Select(slot => slot.Request.Amount));
            BigInteger withdrawals = Sum(StateDiff.Of(block).Withdrawals
                .Where(paid => paid.Token == token).Select(paid => paid.Amount));
            Assert.Equal(Total(before, token) + deposits - withdrawals, Total(after, token));
        }
    }

    private static void AssertNonces(RollupState before, RollupState after, ExecutedBlock block)
    {
        ILookup<uint, ExecutedOperation> bySender =
            block.Withdrawals.Concat(block.Transfers).ToLookup(slot => slot.Operation.Fields.Sender);
        for (uint index = 0; index < after.Count; index++)
        {
            uint nonce = index < before.Count ? before[index].Nonce : 0;
            Assert.Equal(nonce + (uint)bySender[index].Count(), after[index].Nonce);
        }
    }

    private static void AssertTimesRise(ExecutedBlock block)
    {
        int[] times = [.. block.Accesses.Select(access => access.Time)];
        Assert.Equal(times.Order().Distinct(), times);
        Assert.All(times, time => Assert.InRange(time, 1, block.Capacities.Accesses));
    }

    private static BigInteger Total(RollupState state, uint token) =>
        Sum(state.Accounts.Where(account => account.Identity.Token == token).Select(account => account.Balance));

    private static BigInteger Sum(IEnumerable<UInt128> values) =>
        values.Aggregate(BigInteger.Zero, (sum, value) => sum + (BigInteger)value);
}
