using Prover.Algebra;
using static Prover.RollupBlock.Tests.TestRollup;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>Queued requests have the outcome that the rules give them, and the posted words are bound.</summary>
public sealed class L1SlotAttackTests
{
    [Fact]
    public void A_deposit_credits_exactly_the_queued_identity()
    {
        BlockCircuit forged = EveryKind();
        forged.L1Slots[0].Account = (ulong)Bob;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void A_deposit_credits_exactly_the_queued_amount()
    {
        BlockCircuit forged = EveryKind();
        forged.L1Slots[0].In = forged.L1Slots[0].In.TryGetConstant(out Fr state) ? state + Fr.One : Fr.Zero;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void A_deposit_cannot_create_an_account_that_exists()
    {
        BlockCircuit forged = EveryKind();
        forged.L1Slots[0].IsNew = 1;
        AssertRefused(forged, "l1[0]");
    }

    [Fact]
    public void A_deposit_cannot_credit_an_account_that_is_not_created()
    {
        BlockCircuit forged = EveryKind();
        forged.L1Slots[1].IsNew = 0;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void A_request_cannot_be_skipped()
    {
        BlockCircuit forged = EveryKind();
        forged.L1Slots[0].IsDeposit = 0;
        Assert.NotEmpty(Broken(forged));
    }

    [Fact]
    public void The_header_counts_the_requests()
    {
        BlockCircuit forged = EveryKind();
        forged.Header.L1Operations = 1;
        Assert.NotEmpty(Broken(forged));
    }

    [Theory]
    [InlineData("C")]
    [InlineData("z")]
    [InlineData("y")]
    public void No_public_input_can_be_changed(string input)
    {
        BlockCircuit forged = EveryKind();
        switch (input)
        {
            case "C":
                forged.C = Fr.One;
                break;
            case "z":
                forged.Z = Fr.One;
                break;
            default:
                forged.Y = Fr.One;
                break;
        }

        Assert.NotEmpty(new Prover.Circuits.Testing.Forger(Compiled, forged).Refusals(forged));
    }

    [Fact]
    public void Words_outside_of_their_width_are_refused()
    {
        BlockCircuit forged = EveryKind();
        forged.Header.BlockNumber = 1UL << 32;
        AssertRefused(forged, "header");
        forged = EveryKind();
        forged.L1Slots[0].Owner = Fr.FromUInt64(2).Pow(161);
        AssertRefused(forged, "l1[0]");
    }
}
