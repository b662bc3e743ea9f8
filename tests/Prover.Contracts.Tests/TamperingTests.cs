using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>One bit changed anywhere in an honest submission, and submissions used again.</summary>
[Collection(L1TestGroup.Name)]
public sealed class TamperingTests(L1Fixture l1)
{
    private const int Selector = 4;
    private const int Word = 32;
    private const int ProofWord = 7;

    private static readonly CancellationToken s_none = CancellationToken.None;

    [AnvilFact]
    public async Task Every_bit_of_the_diff_counts()
    {
        (RollupContract rollup, BlockSubmission block) = await HonestAsync();
        for (int bit = 0; bit < 8 * block.Diff.Length; bit++)
        {
            byte[] diff = block.Diff.ToArray();
            diff[bit / 8] ^= (byte)(1 << (bit % 8));
            await AssertRefusedAsync(rollup, RollupContract.EncodeSubmission(block with { Diff = diff }), $"bit {bit}");
        }
    }

    [AnvilFact]
    public async Task Every_byte_of_the_proof_counts()
    {
        (RollupContract rollup, BlockSubmission block) = await HonestAsync();
        for (int i = 0; i < block.Proof.Length; i++)
        {
            byte[] proof = block.Proof.ToArray();
            proof[i] ^= (byte)(1 << (i % 8));
            string? error = await AssertRefusedAsync(
                rollup, RollupContract.EncodeSubmission(block with { Proof = proof }), $"byte {i}");
            Assert.Contains(error, (string[])["InvalidProof", "ProofCoordinateNotInField"]);
        }
    }

    [AnvilFact]
    public async Task Every_byte_of_root_commitment_and_header_counts()
    {
        (RollupContract rollup, BlockSubmission block) = await HonestAsync();
        byte[] data = RollupContract.EncodeSubmission(block);
        for (int i = 0; i < 5 * Word; i++)
        {
            byte[] changed = [.. data];
            changed[Selector + i] ^= (byte)(1 << (i % 8));
            _ = await AssertRefusedAsync(rollup, changed, $"byte {i}");
        }
    }

    [AnvilFact]
    public async Task Every_byte_of_the_records_counts()
    {
        (RollupContract rollup, BlockSubmission block) = await HonestAsync();
        byte[] data = RollupContract.EncodeSubmission(block);
        int records = Selector + (Word * (ProofWord + 8 + 1));
        Assert.Equal(block.Requests[0].Words()[0].ToBytes(), data.AsSpan(records, Word).ToArray());
        for (int i = 0; i < 3 * Word * block.Requests.Count; i++)
        {
            byte[] changed = [.. data];
            changed[records + i] ^= (byte)(1 << (i % 8));
            Assert.Equal("QueueHashMismatch", await AssertRefusedAsync(rollup, changed, $"byte {i}"));
        }
    }

    [AnvilFact]
    public async Task Proofs_with_points_that_are_none_are_refused_by_name()
    {
        (RollupContract rollup, BlockSubmission block) = await HonestAsync();
        byte[] zero = new byte[BlockSubmission.ProofBytes];
        Assert.Equal("InvalidProof", await AssertRefusedAsync(rollup, Encode(zero), "zero"));
        byte[] identityA = [.. new byte[64], .. block.Proof.Span[64..]];
        Assert.Equal("InvalidProof", await AssertRefusedAsync(rollup, Encode(identityA), "A = 0"));
        byte[] minusA = block.Proof.ToArray();
        Assert.True(EvmEncoding.TryRead(minusA.AsSpan(0, 64), out G1Affine a));
        EvmEncoding.Write(-a, minusA);
        Assert.Equal("InvalidProof", await AssertRefusedAsync(rollup, Encode(minusA), "-A"));

        byte[] Encode(byte[] proof) => RollupContract.EncodeSubmission(block with { Proof = proof });
    }

    [AnvilFact]
    public async Task An_accepted_block_is_not_accepted_again_even_when_it_changed_nothing()
    {
        RollupContract rollup = await l1.DeployAsync();
        BlockHeader header = await TestBlock.NextHeaderAsync(rollup, l1, []);
        BlockSubmission block = TestBlock.Prove(header with { NewRoot = header.OldRoot }, [], TestBlock.NoChange);
        _ = await rollup.SubmitBlockAsync(block, s_none);
        await L1Fixture.RefusedAsync("WrongBlockNumber", () => rollup.SubmitBlockAsync(block, s_none));

        // The same proof under the next number: state, diff and root are the same, only the number is not.
        BlockSubmission renumbered = block with { Header = block.Header with { Number = 2 } };
        await L1Fixture.RefusedAsync("InvalidProof", () => rollup.SubmitBlockAsync(renumbered, s_none));
        BlockSubmission retimed = renumbered with { Header = renumbered.Header with { Time = await l1.TimeAsync() } };
        await L1Fixture.RefusedAsync("InvalidProof", () => rollup.SubmitBlockAsync(retimed, s_none));
    }

    [AnvilFact]
    public async Task A_block_for_one_contract_is_not_accepted_by_another()
    {
        // The other one first: its last block is then not younger than the block that it is to refuse.
        (RollupContract other, _) = await HonestAsync();
        (_, BlockSubmission block) = await HonestAsync();
        await L1Fixture.RefusedAsync("InvalidProof", () => other.SubmitBlockAsync(block, s_none));
    }

    /// <summary>A rollup, and a block with a deposit, touched and new accounts and a withdrawal for it.</summary>
    private async Task<(RollupContract Rollup, BlockSubmission Block)> HonestAsync()
    {
        RollupContract rollup = await l1.DeployAsync();
        EthAddress owner = l1.Alice.Sender!.Value;
        L1Request deposit = TestBlock.Deposit(owner, 1000);
        await TestBlock.QueueAsync(rollup, deposit, deposit);
        var account = new NewAccount(deposit.Identity, 0, 1000);
        BlockSubmission first = await TestBlock.NextAsync(
            rollup, l1, TestBlock.NoChange with { Created = [account, account] }, deposit);
        _ = await rollup.SubmitBlockAsync(first, s_none);
        var diff = new StateDiff(
            [],
            [
                new TouchedAccount(0, 3, new BalanceDelta(true, 120)),
                new TouchedAccount(1, 0, new BalanceDelta(false, 7)),
            ],
            [account],
            [new PaidWithdrawal(owner, 0, 13)]);
        BlockSubmission block = await TestBlock.NextAsync(rollup, l1, diff, deposit);
        _ = await rollup.Contract.CallAsync(RollupContract.EncodeSubmission(block), s_none);
        return (rollup, block);
    }

    private static async Task<string?> AssertRefusedAsync(RollupContract rollup, byte[] data, string what)
    {
        try
        {
            _ = await rollup.Contract.CallAsync(data, s_none);
        }
        catch (L1RevertException exception)
        {
            return exception.ErrorName;
        }

        Assert.Fail($"Accepted with another {what}.");
        return null;
    }
}
