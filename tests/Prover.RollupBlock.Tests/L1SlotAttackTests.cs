using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;

namespace Prover.RollupBlock.Tests;

/// <summary>Queued requests have the outcome that the rules give them.</summary>
public sealed class L1SlotAttackTests
{
    private const string First = "l1[0]";

    [Theory]
    [InlineData("address", "(same) * (next.Owner - row.Owner) == Fr.Zero")]
    [InlineData("ay", "(same) * (next.Ay - row.Ay) == Fr.Zero")]
    [InlineData("token", "same * (next.TimeToken - row.TimeToken - 1) in [0, 2^")]
    public void A_deposit_credits_exactly_the_queued_identity(string field, string rule)
    {
        // Account 1 has the queued identity but for one field, and gets the money.
        AccountIdentity queued = new(Dollar, TestRollup.Owner(1));
        AccountIdentity other = field switch
        {
            "address" => queued with { L1Address = Address(9) },
            "ay" => queued with { Ay = queued.Ay + Fr.One },
            _ => queued with { Token = Dollar + 1 },
        };
        RollupState state = RollupState.Empty.Add(new Account(queued, 0, 0), new Account(other, 0, 0));
        BlockBuilder builder = NewBlock(state);
        Place(builder.Add(L1Request.Deposit(queued, 50)));
        Place(builder.Add(L1Request.Deposit(other, 50)));
        ForgedBlock block = new(Assign(builder), state);
        block.Circuit.L1Slots[0].Account = 1;
        ForgedRows rows = block.Fit().Rows;
        block.Move(rows.At(1), rows.Opens(1)).IsRefusedBy("grouping", rule);
    }

    [Fact]
    public void A_deposit_of_nothing_is_refused()
    {
        ForgedBlock block = EveryKind();
        block.Circuit.L1Slots[0].Amount = 0;
        block.Fit().IsRefusedBy(First, "(value) * (inverse) == used");
    }

    [Fact]
    public void A_deposit_cannot_take_money()
    {
        ForgedBlock block = EveryKind();
        block.Circuit.L1Slots[0].Amount = -500;
        block.Fit().IsRefusedBy(First, "Amount in [0, 2^128)");
    }

    [Fact]
    public void A_fraction_as_creation_flag_cannot_bring_money()
    {
        // The fresh flag is taken off IsNew times: 2^232·(1 − IsNew) + amount can be any balance.
        ForgedBlock block = EveryKind();
        block.Circuit.L1Slots[1].IsNew = Fr.One - (Number(1_000_000) * Power(232).Inverse());
        block.Fit().IsRefusedBy("l1[1]", "IsNew is 0 or 1");
    }

    [Fact]
    public void A_deposit_cannot_create_an_account_that_exists()
    {
        ForgedBlock block = EveryKind();
        block.Circuit.L1Slots[0].IsNew = 1;
        block.Fit().IsRefusedBy(
            string.Empty, "(IsNew) * (In - StateWord.Fresh) == Fr.Zero", "Excess in", "Remaining in");
    }

    [Fact]
    public void An_account_cannot_be_credited_before_it_is_created()
    {
        // Two deposits to one new account: the first only credits it, the second creates it and finds the money.
        ForgedBlock block = TwoDepositsToOneNewAccount();
        block.Circuit.L1Slots[0].IsNew = 0;
        block.Circuit.L1Slots[1].IsNew = 1;
        block.Fit().IsRefusedBy("l1[1]", "(IsNew) * (In - StateWord.Fresh) == Fr.Zero");
    }

    [Fact]
    public void An_account_cannot_be_created_twice()
    {
        ForgedBlock block = TwoDepositsToOneNewAccount();
        block.Fit().IsAccepted();
        block.Circuit.L1Slots[1].IsNew = 1;
        block.Fit().IsRefusedBy(
            string.Empty, "(IsNew) * (In - StateWord.Fresh) == Fr.Zero", "Balance in [0, 2^128)");
    }

    [Fact]
    public void A_deposit_cannot_credit_an_account_that_is_never_created()
    {
        ForgedBlock block = EveryKind();
        block.Circuit.L1Slots[1].IsNew = 0;
        block.Fit().IsRefusedBy("new[0]", "Balance in [0, 2^128)");
    }

    [Fact]
    public void A_request_cannot_be_skipped()
    {
        // The first one is left out, the second one stays at its place.
        ForgedBlock block = EveryKind();
        block.Circuit.L1Slots[0] = new L1SlotInput();
        block.Circuit.Header.L1Operations = 1;
        block.Fit().IsRefusedBy("Define", "(L1Slots[k].IsDeposit) * (1 - L1Slots[k - 1].IsDeposit) == Fr.Zero");
    }

    [Fact]
    public void An_unused_slot_brings_no_money()
    {
        // The reserved key would be left with it.
        ForgedBlock block = EveryKind();
        block.Circuit.L1Slots[1].IsDeposit = 0;
        block.Circuit.L1Slots[1].IsNew = 0;
        block.Circuit.Header.L1Operations = 1;
        block.Fit().IsRefusedBy(string.Empty);
        Assert.Contains(block.Refusals(), row => row.Label.Expression == "(Amount) * (1 - IsDeposit) == Fr.Zero");
    }

    [Fact]
    public void The_selector_is_a_bit()
    {
        // IsDeposit = 2 with an account index that makes the key 5 all the same.
        ForgedBlock block = EveryKind();
        L1SlotInput slot = block.Circuit.L1Slots[1];
        slot.IsDeposit = 2;
        slot.Account = (Reserved + Number(5)) * Fr.FromUInt64(2).Inverse();
        block.Circuit.Header.L1Operations = 3;
        block.Fit().IsRefusedBy("l1[1]", "IsDeposit is 0 or 1", "(Amount) * (1 - IsDeposit) == Fr.Zero");
    }

    [Fact]
    public void A_queued_key_cannot_be_read_as_another_one()
    {
        // The words stay those of the queue, but part of the owner and of the upper part of ay change places: the thief
        // creates an account that fits. Without the range the deposit would be theirs.
        ForgedBlock block = EveryKind();
        L1SlotInput slot = block.Circuit.L1Slots[1];
        Fr thief = new OwnerKey(Address(0xBAD), false, default).Packed;
        Fr moved = (ValueOf(slot.Owner) - thief) * Power(193).Inverse();
        slot.Owner = thief;
        slot.KeyHigh = ValueOf(slot.KeyHigh) + moved;
        NewAccountInput created = block.Circuit.NewAccounts[0];
        created.L1Address = thief;
        created.Sign = 0;
        created.Ay = ValueOf(slot.KeyLow) + (ValueOf(slot.KeyHigh) * Power(200));
        block.Fit().IsRefusedBy("l1[1]", "KeyHigh in [0, 2^54)");
    }

    [Fact]
    public void The_lower_part_of_a_key_does_not_reach_into_the_code()
    {
        ForgedBlock block = EveryKind();
        L1SlotInput slot = block.Circuit.L1Slots[0];
        slot.KeyLow = ValueOf(slot.KeyLow) + Power(200);
        slot.KeyHigh = ValueOf(slot.KeyHigh) - Fr.One;
        block.IsRefusedBy(First, "KeyLow in [0, 2^200)");
    }

    [Fact]
    public void A_token_that_is_no_number_cannot_shift_the_time_of_a_deposit()
    {
        // Alice's deposit counts as made after her transfer at time 5; slots, states and table agree on that.
        ForgedBlock block = EveryKind();
        int transfer = Capacities.TimeOfTransfer(0);
        Fr spent = State[Alice].Packed + Step - Number(101);
        block.Read(transfer, State[Alice].Packed).Read(1, spent).Fit();
        block.Circuit.L1Slots[0].Token = Number(transfer) * Power(block.Rows.TimeBits + 1).Inverse();
        ForgedTables.Close(block.Circuit.Touched[0], spent + Number(77), 1);
        block.FitPaths().IsRefusedBy(First, "Token in [0, 2^32)");
    }

    [Fact]
    public void An_owner_of_more_than_161_bits_has_no_account()
    {
        // The range is not the only rule against it: no account has such an owner.
        ForgedBlock block = EveryKind();
        L1SlotInput slot = block.Circuit.L1Slots[0];
        slot.Owner = ValueOf(slot.Owner) + Power(161);
        block.IsRefusedBy(
            string.Empty, "Owner in [0, 2^161)", "(same) * (next.Owner - row.Owner) == Fr.Zero");
    }

    private static ForgedBlock TwoDepositsToOneNewAccount()
    {
        AccountIdentity identity = new(Dollar, TestRollup.Owner(5));
        BlockBuilder builder = NewBlock();
        Place(builder.Add(L1Request.Deposit(identity, 50)));
        Place(builder.Add(L1Request.Deposit(identity, 60)));
        return new ForgedBlock(Assign(builder), State);
    }
}
