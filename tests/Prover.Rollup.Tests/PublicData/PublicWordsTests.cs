using System.Numerics;
using Prover.Algebra;
using Prover.Testing;
using Xunit;

namespace Prover.Rollup.Tests;

public sealed class PublicWordsTests
{
    private static readonly BlockCapacities Capacities = new(2, 2, 2, 5, 2);

    [Fact]
    public void Every_word_stands_where_the_specification_says()
    {
        ExecutedBlock block = Example();
        Fr[] words = PublicWords.Of(block);
        AccountIdentity created = RollupScenario.Identity(20, 1);

        Assert.Equal(4 + (4 * 2) + 5 + (3 * 2) + (2 * 2), words.Length);
        Assert.Equal([block.Header.OldRoot, block.Header.NewRoot, RollupScenario.Domain.ToFr()], words[..3]);
        Assert.Equal(
            Number(1 + (RollupScenario.StartTime * Two(32)) + (3 * Two(72)) + (1 * Two(105)) + (0 * Two(121))),
            words[3]);
        Assert.Equal(RollupScenario.Deposit(20, 1, 50).Words(), words[4..7]);
        Assert.All(words[7..12], word => Assert.Equal(Fr.Zero, word));
        Assert.Equal(Touched(0, 1, 1, 107), words[12]);
        Assert.Equal(Touched(1, 1, 0, 70), words[13]);
        Assert.Equal(Touched(2, 0, 0, 7), words[14]);
        Assert.All(words[15..17], word => Assert.Equal(Fr.Zero, word));
        Fr[] record = L1Request.Deposit(in created, 1).Words();
        Assert.Equal(record[0], words[17]);
        Assert.Equal(record[1] - Number(Two(200)), words[18]);
        Assert.Equal(Number(50), words[19]);
        Assert.All(words[20..23], word => Assert.Equal(Fr.Zero, word));
        BigInteger owner = RollupScenario.Address(11).ToFr().ToBigInteger();
        Assert.Equal([Number(owner + (1 * Two(160))), Number(30), Fr.Zero, Fr.Zero], words[23..]);
    }

    [Fact]
    public void All_words_but_the_roots_stay_below_2_to_the_248()
    {
        var random = new Random(7);
        RollupScenario rollup = RandomBlocks.Start();
        for (int i = 0; i < 4; i++)
        {
            Fr[] words = PublicWords.Of(RandomBlocks.Next(rollup, random));
            Assert.All(words[2..], word => Assert.True(word.ToBigInteger() < Two(248)));
        }
    }

    [Fact]
    public void The_commitment_is_the_sponge_over_groups_of_fifteen()
    {
        Fr[] words = [.. Enumerable.Range(1, 32).Select(i => Fr.FromUInt64((ulong)i))];
        Fr h = Fr.FromUInt64(32);
        h = Poseidon.Hash([h, .. words[..15]]);
        h = Poseidon.Hash([h, .. words[15..30]]);
        h = Poseidon.Hash([h, words[30], words[31], .. new Fr[13]]);

        Assert.Equal(h, BlockBinding.Commit(words));
        Assert.NotEqual(h, BlockBinding.Commit([.. words, Fr.Zero]));
    }

    [Fact]
    public void Y_is_the_polynomial_with_the_words_as_coefficients()
    {
        Fr[] words = [.. Enumerable.Range(1, 20).Select(i => Fr.FromUInt64((ulong)i))];
        Fr z = -Fr.FromUInt64(5);
        Fr expected = words.Select((word, i) => word * z.Pow(i)).Aggregate((sum, term) => sum + term);
        Assert.Equal(expected, BlockBinding.Evaluate(words, in z));
        Assert.Equal(Fr.Zero, BlockBinding.Evaluate([], in z));
    }

    [Fact]
    public void The_challenge_hashes_eight_words_of_content()
    {
        ExecutedBlock block = Example();
        byte[] diff = DiffCodec.Encode(StateDiff.Of(block));
        Fr[] words = PublicWords.Of(block);
        PublicInputs inputs = PublicInputs.Of(block, diff);

        byte[] hash = Keccak256.Hash(
        [
            .. BlockBinding.Commit(words).ToBytes(),
            .. block.Header.CircuitId.ToArray(),
            .. words[..4].SelectMany(word => word.ToBytes()),
            .. QueueHash.Append(default, RollupScenario.Deposit(20, 1, 50)).ToArray(),
            .. Keccak256.Hash(diff),
        ]);

        Assert.Equal(Fr.Reduce(new BigInteger(hash, isUnsigned: true, isBigEndian: true)), inputs.Z);
        Assert.Equal(BlockBinding.Commit(words), inputs.C);
        Assert.Equal(BlockBinding.Evaluate(words, inputs.Z), inputs.Y);
        diff[^1] ^= 1;
        Assert.NotEqual(inputs.Z, PublicInputs.Of(block, diff).Z);
    }

    [Fact]
    public void A_payout_stands_at_its_slot()
    {
        var words = new Fr[Capacities.Words];
        PublicWords.PlaceDiff(words, new StateDiff([new Payout(1, 3, 9)], [], [], []), Capacities);
        Assert.Equal(Number(9 + (3 * Two(128))), words[11]);
        Assert.Throws<ArgumentException>(
            () => PublicWords.PlaceDiff(words, new StateDiff([new Payout(2, 3, 9)], [], [], []), Capacities));
    }

    private static ExecutedBlock Example()
    {
        var rollup = new RollupScenario(Capacities);
        _ = rollup.AddAccount(10, 1, 1000);
        _ = rollup.AddAccount(11, 1, 500);
        _ = rollup.AddAccount(12, 1, 0);
        BlockBuilder builder = rollup.NewBlock();
        Assert.True(builder.Add(RollupScenario.Deposit(20, 1, 50)).Placed);
        Assert.True(builder.Add(rollup.Sign(rollup.Withdraw(1, 30)), null).Placed);
        Assert.True(builder.Add(rollup.Sign(rollup.Transfer(0, 1, 100, 7)), 2).Placed);
        return rollup.Seal(builder);
    }

    private static Fr Touched(uint index, int nonce, int sign, BigInteger delta) =>
        Number(delta + (sign * Two(128)) + (nonce * Two(129)) + (index * Two(145)));

    private static BigInteger Two(int exponent) => BigInteger.One << exponent;

    private static Fr Number(BigInteger value) => Fr.FromBigInteger(value);
}
