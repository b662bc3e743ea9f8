using Prover.Algebra;
using Prover.Testing;
using Prover.Wire;

namespace Prover.Rollup.Tests;

/// <summary>A block in which every kind of operation and account occurs, and its envelopes.</summary>
internal static class EnvelopeExample
{
    public static BlockCapacities Capacities { get; } = new(3, 2, 3, 7, 3);

    public static ExecutedBlock Block { get; } = MakeBlock();

    public static BlockEnvelope Envelope { get; } = BlockEnvelope.Of(Block);

    public static byte[] Bytes { get; } = BlockEnvelopeCodec.Encode(Envelope);

    /// <summary>The block with points that are no proof of it.</summary>
    public static ProofEnvelope Proof { get; } = MakeProof();

    private static ProofEnvelope MakeProof()
    {
        byte[] diff = DiffCodec.Encode(StateDiff.Of(Block));
        return new ProofEnvelope(
            Block.Header,
            [.. Block.Requests.Select(slot => slot.Request)],
            PublicInputs.Of(Block, diff),
            new ProofPoints(G1Affine.Generator, G2Affine.Generator, default),
            diff);
    }

    private static ExecutedBlock MakeBlock()
    {
        var rollup = new RollupScenario(Capacities);
        for (int person = 0; person < 12; person++)
        {
            _ = rollup.AddAccount(person, 1, 1000, (uint)person);
        }

        BlockBuilder builder = rollup.NewBlock();
        Require(builder.Add(RollupScenario.Deposit(3, 1, 500)));
        _ = rollup.Seal(builder);

        builder = rollup.NewBlock();
        Require(builder.Add(RollupScenario.Deposit(2, 1, 50)));
        Require(builder.Add(RollupScenario.Deposit(20, 7, 60)));
        Require(builder.Add(rollup.Sign(rollup.Withdraw(3, 70, 2)), 9));
        Require(builder.Add(rollup.Sign(rollup.Transfer(4, 10, 80, 3)), 9));
        Require(builder.Add(rollup.Sign(rollup.TransferToNew(10, 21, 90)), null));
        return rollup.Seal(builder);
    }

    private static void Require(Placement placement)
    {
        if (!placement.Placed)
        {
            throw new InvalidOperationException(placement.ToString());
        }
    }
}
