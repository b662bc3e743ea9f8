using System.Numerics;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Testing;
using Xunit.Abstractions;

namespace Prover.Contracts.Tests;

/// <summary>
/// Blocks of random content: the contract's y, with its runs of zeros skipped, is that of the whole vector.
/// </summary>
[Collection(L1TestGroup.Name)]
public sealed class BlockEvaluationFuzzTests(L1Fixture l1, ITestOutputHelper output)
{
    private const int Seed = 4_242;
    private const int Blocks = 150;
    private const int Owed = 1_000_000;

    private static readonly CancellationToken s_none = CancellationToken.None;

    [AnvilFact]
    public async Task Any_block_that_fits_is_evaluated_at_its_full_positions()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        RollupContract rollup = await l1.DeployAsync(L1Fixture.TestContract("OpenRollup"));
        L1Request[] queue = await PrepareAsync(rollup);
        for (int i = 0; i < Blocks; i++)
        {
            L1Request[] requests = queue[..random.Next(queue.Length + 1)];
            StateDiff diff = Next(random, requests);
            BlockSubmission block = await TestBlock.NextAsync(rollup, l1, diff, requests);
            byte[] data = RollupContract.EncodeSubmission(block);
            Exception? refusal = await Record.ExceptionAsync(() => rollup.Contract.CallAsync(data, s_none));
            Assert.True(refusal is null, $"seed {Seed}, block {i}: {refusal?.Message}");
        }
    }

    /// <summary>A rollup that owes something, with accounts and with four requests that wait.</summary>
    private async Task<L1Request[]> PrepareAsync(RollupContract rollup)
    {
        EthAddress owner = l1.Operator.Sender!.Value;
        L1Request deposit = TestBlock.Deposit(owner, Owed);
        await TestBlock.QueueAsync(rollup, deposit);
        NewAccount account = new(deposit.Identity, 0, Owed);
        StateDiff create = TestBlock.NoChange with { Created = [.. Enumerable.Repeat(account, 5)] };
        for (int i = 0; i < 10; i++)
        {
            L1Request[] consumed = i == 0 ? [deposit] : [];
            _ = await rollup.SubmitBlockAsync(await TestBlock.NextAsync(rollup, l1, create, consumed), s_none);
        }

        L1Request forced = L1Request.ForcedWithdraw(owner, 3);
        await TestBlock.QueueAsync(rollup, deposit);
        _ = await rollup.Contract.SendAsync("queueForced", [3], 0, s_none);
        _ = await rollup.Contract.SendAsync("queueForced", [3], 0, s_none);
        await TestBlock.QueueAsync(rollup, deposit);
        return [deposit, forced, forced, deposit];
    }

    private static StateDiff Next(Random random, L1Request[] requests)
    {
        StateDiff any = RandomDiff.Next(random, TestBlock.Capacities, 50);
        return any with
        {
            Payouts =
            [
                .. Enumerable.Range(0, requests.Length)
                    .Where(slot => requests[slot].Code == OperationCode.ForcedWithdraw && random.Next(2) == 0)
                    .Select(slot => new Payout(slot, 0, Amount(random))),
            ],
            Withdrawals = [.. any.Withdrawals.Select(one => one with { Token = 0, Amount = Amount(random) })],
        };
    }

    /// <summary>So little that five of them are owed always.</summary>
    private static UInt128 Amount(Random random) =>
        (UInt128)BigInteger.Pow(10, random.Next(5)) * (UInt128)random.Next(1, 10);
}
