using Prover.Algebra;
using Prover.Circuits;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>The posted words are complete and exact: C and y bind each of them, and each keeps its width.</summary>
public sealed class WordAttackTests
{
    public static TheoryData<int> Positions => [.. Enumerable.Range(0, Capacities.Words)];

    [Theory]
    [MemberData(nameof(Positions))]
    public void No_word_can_be_posted_that_is_not_the_blocks(int position)
    {
        // C and y are those of the other words, so that nothing but the words is wrong.
        ExecutedBlock block = EveryKindBlock();
        Fr[] words = PublicWords.Of(block);
        words[position] += Fr.One;
        AssertUnbound(Post(block, words));
    }

    [Fact]
    public void The_header_counts_the_requests()
    {
        // The input says 1 and so does the posted word, but two slots are used.
        ExecutedBlock block = EveryKindBlock();
        Fr[] words = PublicWords.Of(block);
        words[3] -= Power(105);
        BlockCircuit forged = Post(block, words);
        forged.Header.L1Operations = 1;
        AssertUnbound(forged);
    }

    [Fact]
    public void The_new_root_is_that_of_the_tables()
    {
        ExecutedBlock block = EveryKindBlock();
        Fr[] words = PublicWords.Of(block);
        words[1] = words[0];
        AssertUnbound(Post(block, words));
    }

    [Fact]
    public void A_deposit_pays_nothing_out()
    {
        ExecutedBlock block = EveryKindBlock();
        Fr[] words = PublicWords.Of(block);
        words[PublicWords.OutcomeAt(Capacities, 0)] = Number(77);
        AssertUnbound(Post(block, words));
    }

    [Fact]
    public void Words_cannot_change_places()
    {
        ExecutedBlock block = EveryKindBlock();
        Fr[] words = PublicWords.Of(block);
        int at = PublicWords.TouchedAt(Capacities, 0);
        (words[at], words[at + 1]) = (words[at + 1], words[at]);
        AssertUnbound(Post(block, words));
    }

    [Fact]
    public void Words_that_agree_at_the_challenge_are_not_the_same()
    {
        // y is right: what one word has more another one has less. C is not.
        ExecutedBlock block = EveryKindBlock();
        Fr[] words = PublicWords.Of(block);
        BlockCircuit forged = BlockCircuit.Assign(block, PublicInputs.Of(block, []));
        words[5] += Fr.One;
        words[4] -= ValueOf(forged.Z);
        Assert.Equal(ValueOf(forged.Y), BlockBinding.Evaluate(words, ValueOf(forged.Z)));
        forged.C = BlockBinding.Commit(words);
        AssertUnbound(forged);
    }

    [Theory]
    [InlineData("C")]
    [InlineData("z")]
    [InlineData("y")]
    public void No_public_input_can_be_changed(string input)
    {
        BlockCircuit forged = EveryKindHonestly();
        switch (input)
        {
            case "C":
                forged.C = 1;
                break;
            case "z":
                forged.Z = 1;
                break;
            default:
                forged.Y = 1;
                break;
        }

        AssertUnbound(forged);
        Assert.Equal(
            input != "C", Refusals(forged).Any(row => row.Label.Expression == "(sum) * (z) == y - words[0]"));
    }

    [Theory]
    [InlineData("BlockNumber in [0, 2^32)", 32)]
    [InlineData("AccountCount in [0, 2^33)", 33)]
    [InlineData("FirstQueuePosition in [0, 2^32)", 32)]
    public void A_part_of_the_header_keeps_its_width(string rule, int width)
    {
        ForgedBlock block = OneTransfer();
        Circuit.RollupBlock.HeaderInput header = block.Circuit.Header;
        switch (rule[0])
        {
            case 'B':
                header.BlockNumber = Power(width);
                break;
            case 'A':
                header.AccountCount = Power(width);
                break;
            default:
                header.FirstQueuePosition = Power(width);
                break;
        }

        block.IsRefusedBy("header", rule);
    }

    [Fact]
    public void The_block_time_keeps_its_width()
    {
        ForgedBlock block = OneTransfer();
        block.Circuit.Header.BlockTime = Power(40);
        block.Sender(0).ValidUntil = block.Sender(1).ValidUntil = Power(40);
        block.Circuit.Withdrawals[0].Debit.ValidUntil = Power(40);
        block.SignTransfer(0, 2).SignTransfer(1, null).SignWithdrawal(0, null)
            .IsRefusedBy("header", "BlockTime in [0, 2^40)");
    }

    /// <summary>The honest assignment with the public inputs of other words.</summary>
    private static BlockCircuit Post(ExecutedBlock block, Fr[] words)
    {
        BlockCircuit forged = BlockCircuit.Assign(block, PublicInputs.Of(block, []));
        forged.C = BlockBinding.Commit(words);
        forged.Y = BlockBinding.Evaluate(words, ValueOf(forged.Z));
        return forged;
    }

    private static void AssertUnbound(BlockCircuit forged)
    {
        IReadOnlyList<UnsatisfiedConstraint> rows = Refusals(forged);
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains("binding", row.Scope, StringComparison.Ordinal));
    }
}
