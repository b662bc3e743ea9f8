using Prover.Rollup;
using Prover.Testing;
using Prover.Wire;

namespace Prover.Pipeline.Tests;

/// <summary>The gate says no with a value, whatever the bytes are.</summary>
public sealed class EnvelopeGateTests
{
    private static readonly EnvelopeGate Gate = new(RollupScenario.Domain, [RollupScenario.CircuitId]);

    [Fact]
    public void A_block_of_this_rollup_comes_in()
    {
        EnvelopeLook look = Gate.Look(Block());
        Assert.Equal(new EnvelopeLook(new JobId(31337, 1), RollupScenario.CircuitId), look);
    }

    [Fact]
    public void A_block_of_another_chain_contract_or_circuit_does_not()
    {
        Domain own = RollupScenario.Domain;
        var elsewhere = new Domain(own.ChainId, EthAddress.Parse("0x" + new string('1', 40)));
        EnvelopeGate[] gates =
        [
            new(new Domain(1, own.Contract), [RollupScenario.CircuitId]),
            new(elsewhere, [RollupScenario.CircuitId]),
            new(own, [TextEnvelope.Circuit]),
        ];
        foreach (EnvelopeGate gate in gates)
        {
            EnvelopeLook look = gate.Look(Block());
            Assert.Equal(AdmissionVerdict.NotServed, look.Refusal);
            Assert.False(string.IsNullOrEmpty(look.Reason));
        }
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_read_and_never_throw()
    {
        byte[] block = Block();
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = [.. block];
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            int length = random.Next(3) == 0 ? random.Next(damaged.Length) : damaged.Length;
            EnvelopeLook look = Gate.Look(damaged.AsMemory(0, length));
            refused += look.Refusal is null ? 0 : 1;
            Assert.Equal(look.Refusal is null, look.Reason is null);
        }

        Assert.InRange(refused, 1, 20_000);
        for (int length = 0; length < 200; length++)
        {
            byte[] noise = new byte[length];
            random.NextBytes(noise);
            Assert.NotNull(Gate.Look(noise).Refusal);
        }
    }

    private static byte[] Block()
    {
        var scenario = new RollupScenario(new BlockCapacities(2, 1, 2, 6, 4));
        BlockBuilder builder = scenario.NewBlock();
        Assert.True(builder.Add(RollupScenario.Deposit(1, 0, 100)).Placed);
        return BlockEnvelopeCodec.Encode(BlockEnvelope.Of(scenario.Seal(builder)));
    }
}
