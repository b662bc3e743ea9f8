using System.Numerics;
using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>Blocks that the contract does not take, though the prover proves anything.</summary>
[Collection(L1TestGroup.Name)]
public sealed class BlockRefusalTests(L1Fixture l1)
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    private EthAddress Owner => l1.Alice.Sender!.Value;

    [AnvilFact]
    public async Task Only_the_operator_submits()
    {
        RollupContract rollup = await l1.DeployAsync();
        BlockSubmission block = await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange);
        await RefusedAsync("NotOperator", rollup.As(l1.Alice), block);
    }

    [AnvilFact]
    public async Task A_block_has_the_next_number()
    {
        RollupContract rollup = await l1.DeployAsync();
        foreach (uint number in (uint[])[0, 2, uint.MaxValue])
        {
            BlockHeader header = await TestBlock.NextHeaderAsync(rollup, l1, []);
            BlockSubmission block = TestBlock.Prove(header with { Number = number }, [], TestBlock.NoChange);
            await RefusedAsync("WrongBlockNumber", rollup, block);
        }
    }

    [AnvilFact]
    public async Task A_block_is_neither_from_the_future_nor_old_nor_before_the_previous_one()
    {
        RollupContract rollup = await l1.DeployAsync();
        BlockHeader header = await TestBlock.NextHeaderAsync(rollup, l1, []);
        await TimeRefusedAsync(header.Time + 1000);
        await TimeRefusedAsync(header.Time - 3605);
        await TimeRefusedAsync((1UL << 40) - 1);
        _ = await rollup.SubmitBlockAsync(
            TestBlock.Prove(header with { Time = header.Time - 3000 }, [], TestBlock.NoChange), s_none);
        header = await TestBlock.NextHeaderAsync(rollup, l1, []);
        await TimeRefusedAsync((await rollup.GetStateAsync(s_none)).BlockTime - 1);

        Task TimeRefusedAsync(ulong time) => RefusedAsync(
            "BlockTimeRefused", rollup, TestBlock.Prove(header with { Time = time }, [], TestBlock.NoChange));
    }

    [AnvilFact]
    public async Task A_block_starts_from_the_state_that_the_contract_has()
    {
        RollupContract rollup = await l1.DeployAsync();
        await TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, 5));
        BlockHeader header = await TestBlock.NextHeaderAsync(rollup, l1, []);
        foreach (BlockHeader other in (BlockHeader[])
            [
                header with { OldRoot = header.OldRoot + Fr.One },
                header with { AccountCount = 1 },
                header with { FirstQueuePosition = 1 },
                header with { Domain = header.Domain with { ChainId = 1 } },
                header with { Domain = header.Domain with { Contract = Owner } },
                header with { QueueHashAfter = TestBlock.CircuitId },
            ])
        {
            await RefusedAsync("InvalidProof", rollup, TestBlock.Prove(other, [], TestBlock.NoChange));
        }

        BlockHeader unknown = header with { CircuitId = new Bytes32(new byte[32]) };
        await RefusedAsync("UnknownCircuit", rollup, TestBlock.Prove(unknown, [], TestBlock.NoChange));
    }

    [AnvilFact]
    public async Task Requests_are_consumed_in_order_complete_and_as_they_were_queued()
    {
        RollupContract rollup = await l1.DeployAsync();
        L1Request[] queue =
            [.. Enumerable.Range(1, 6).Select(i => TestBlock.Deposit(Owner, (UInt128)i, key: (ulong)i))];
        await TestBlock.QueueAsync(rollup, queue);

        await QueueRefusedAsync(queue[1]);
        await QueueRefusedAsync(queue[1], queue[0]);
        await QueueRefusedAsync(queue[0], queue[2]);
        await QueueRefusedAsync(queue[0], queue[0]);
        await QueueRefusedAsync(queue[0] with { Amount = 1000 });
        await QueueRefusedAsync(queue[0] with { Index = 1 });
        await RefusedAsync(
            "TooManyL1Operations", rollup, await Submission([.. queue[..4]], extra: queue[4]));

        await AcceptedAsync(queue[..4]);
        await QueueRefusedAsync(queue[0]);
        await QueueRefusedAsync(queue[4], queue[5], TestBlock.Deposit(Owner, 1));
        await AcceptedAsync(queue[4..]);
        Assert.Equal(6u, (await rollup.GetStateAsync(s_none)).Consumed);
        await QueueRefusedAsync(TestBlock.Deposit(Owner, 1));

        async Task AcceptedAsync(L1Request[] requests) => await rollup.SubmitBlockAsync(
            await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange, requests), s_none);

        async Task QueueRefusedAsync(params L1Request[] requests) => await RefusedAsync(
            "QueueHashMismatch", rollup, await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange, requests));

        async Task<BlockSubmission> Submission(L1Request[] requests, L1Request extra)
        {
            BlockSubmission block = await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange, requests);
            return block with { Requests = [.. requests, extra] };
        }
    }

    [AnvilFact]
    public async Task A_rollup_cannot_pay_more_than_it_is_owed_whatever_is_proven()
    {
        RollupContract rollup = await l1.DeployAsync();
        L1Request[] queue = [TestBlock.Deposit(Owner, 100), TestBlock.Deposit(Owner, 50)];
        await TestBlock.QueueAsync(rollup, queue);
        await PayRefusedAsync([], new PaidWithdrawal(Owner, 0, 1));
        await PayRefusedAsync([queue[0]], new PaidWithdrawal(Owner, 0, 101));
        await PayRefusedAsync([queue[0]], new PaidWithdrawal(Owner, 0, 60), new PaidWithdrawal(Owner, 0, 41));
        await PayRefusedAsync([queue[0]], new PaidWithdrawal(Owner, 1, 1));
        await PayRefusedAsync([queue[0]], new PaidWithdrawal(Owner, 0, UInt128.MaxValue));

        StateDiff all = TestBlock.NoChange with { Withdrawals = [new PaidWithdrawal(Owner, 0, 100)] };
        _ = await rollup.SubmitBlockAsync(await TestBlock.NextAsync(rollup, l1, all, queue[0]), s_none);
        Assert.Equal(UInt128.Zero, await rollup.GetOwedAsync(0, s_none));
        Assert.Equal((UInt128)150, await rollup.GetHeldAsync(0, s_none));
        await PayRefusedAsync([], new PaidWithdrawal(Owner, 0, 1));

        async Task PayRefusedAsync(L1Request[] requests, params PaidWithdrawal[] withdrawals)
        {
            StateDiff diff = TestBlock.NoChange with { Withdrawals = withdrawals };
            await RefusedAsync(
                "WithdrawalExceedsOwed", rollup, await TestBlock.NextAsync(rollup, l1, diff, requests));
        }
    }

    [AnvilFact]
    public async Task Another_encoding_of_the_same_diff_is_refused_though_it_is_proven()
    {
        RollupContract rollup = await l1.DeployAsync();
        StateDiff diff = TestBlock.NoChange with { Withdrawals = [new PaidWithdrawal(Owner, 0, 200)] };
        byte[] canonical = DiffCodec.Encode(diff);
        byte[] start = canonical[..^3];
        Assert.Equal([0, 2, 2], canonical[^3..]);
        BlockHeader header = await TestBlock.NextHeaderAsync(rollup, l1, []);

        // Token in two bytes; exponent 1 with mantissa 20; mantissa in two bytes; a byte more; a byte less.
        await EncodingRefusedAsync("VarintNotShortest", [.. start, 0x80, 0x00, 2, 2]);
        await EncodingRefusedAsync("DiffAmountNotCanonical", [.. start, 0, 1, 20]);
        await EncodingRefusedAsync("VarintNotShortest", [.. start, 0, 2, 0x82, 0x00]);
        await EncodingRefusedAsync("DiffTrailingBytes", [.. canonical, 0]);
        await EncodingRefusedAsync("DiffTruncated", canonical[..^1]);
        await EncodingRefusedAsync("DiffTruncated", []);
        await EncodingRefusedAsync("WithdrawalExceedsOwed", canonical);

        Task EncodingRefusedAsync(string error, byte[] posted) =>
            RefusedAsync(error, rollup, TestBlock.Prove(header, [], diff, posted));
    }

    [AnvilFact]
    public async Task Field_elements_are_never_reduced_silently()
    {
        RollupContract rollup = await l1.DeployAsync();
        BlockSubmission block = await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange);
        byte[] data = RollupContract.EncodeSubmission(block);
        _ = await rollup.Contract.CallAsync(data, s_none);

        await AddRefusedAsync("RootNotInField", 1, Fr.Modulus);
        await AddRefusedAsync("CommitmentNotInField", 2, Fr.Modulus);
        for (int word = 7; word < 15; word++)
        {
            await AddRefusedAsync("ProofCoordinateNotInField", word, Fq.Modulus);
        }

        Task AddRefusedAsync(string error, int word, BigInteger modulus)
        {
            byte[] changed = [.. data];
            Span<byte> place = changed.AsSpan(4 + (32 * word), 32);
            BigInteger value = new BigInteger(place, isUnsigned: true, isBigEndian: true) + modulus;
            _ = value.TryWriteBytes(place, out int written, isUnsigned: true, isBigEndian: true);
            Assert.Equal(32, written);
            return L1Fixture.RefusedAsync(error, () => rollup.Contract.CallAsync(changed, s_none));
        }
    }

    private static async Task RefusedAsync(string error, RollupContract rollup, BlockSubmission block) =>
        await L1Fixture.RefusedAsync(error, () => rollup.SubmitBlockAsync(block, s_none));
}
