using System.Numerics;
using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;

namespace Prover.RollupBlock.Tests;

/// <summary>The accounts that a block creates: where, for whom, with what, and what is posted about them.</summary>
public sealed class NewAccountAttackTests
{
    private const string Opens = "(Used) * (roots.OldRoot - root) == Fr.Zero";
    private const string PaddingIsEmpty = "(1 - Used) * (word) == Fr.Zero";

    [Fact]
    public void New_accounts_take_the_next_indices()
    {
        // Another count than the state's: legal in the circuit alone, L1 knows the count. Below it the leaf is taken.
        ForgedBlock block = Creation();
        block.Circuit.Header.AccountCount = 4;
        block.Circuit.Transfers[0].Receiver = 4;
        block.Fit().SignTransfer(0, 2).IsRefusedBy("new[0]", Opens);
        ForgedTables.OpenTruly(block.Circuit.NewAccounts[0].Children, block.TreeBehind(Capacities.Touched), 4);
        block.IsRefusedBy("new[0] > MerkleUpdate > level[0]");
    }

    [Fact]
    public void The_account_that_is_created_is_the_one_at_the_next_index()
    {
        ForgedBlock block = Creation();
        block.Circuit.Transfers[0].Receiver = 6;
        block.Move(block.Rows.At(Capacities.TimeOfTransfer(0) + 1), block.Rows.Opens(Capacities.Touched))
            .IsRefusedBy("grouping", "(same) * (next.Key - row.Key) == Fr.Zero");
    }

    [Fact]
    public void There_is_no_account_behind_index_2_to_the_32()
    {
        ForgedBlock block = Creation();
        block.Circuit.Header.AccountCount = Power(32);
        block.Circuit.Transfers[0].Receiver = Power(32);
        block.Fit().SignTransfer(0, 2);
        block.IsRefusedBy(string.Empty, "index in [0, 2^32)", "is the leaf at its index", "roots.OldRoot");
    }

    [Fact]
    public void New_accounts_leave_no_gap()
    {
        ForgedBlock block = Creation();
        NewAccountInput[] table = block.Circuit.NewAccounts;
        (table[0], table[1]) = (table[1], table[0]);
        block.Circuit.Transfers[0].Receiver = 6;
        block.Fit().SignTransfer(0, 2)
            .IsRefusedBy("Define", "(NewAccounts[j].Used) * (1 - NewAccounts[j - 1].Used) == Fr.Zero");
    }

    [Fact]
    public void A_new_account_needs_an_L1_address()
    {
        ForgedBlock block = Creation();
        block.Circuit.NewAccounts[0].L1Address = 0;
        block.Circuit.Transfers[0].ReceiverOwner = ValueOf(block.Circuit.NewAccounts[0].Sign) * Power(160);
        block.Fit().SignTransfer(0, 2).IsRefusedBy("new[0]", "(value) * (inverse) == used");
    }

    [Fact]
    public void A_fraction_as_sign_cannot_make_up_for_a_missing_L1_address()
    {
        // owner = address + sign·2^160 = 0 for address 1 and sign −1/2^160.
        ForgedBlock block = Creation();
        block.Circuit.NewAccounts[0].L1Address = 1;
        block.Circuit.NewAccounts[0].Sign = -Power(160).Inverse();
        block.Circuit.Transfers[0].ReceiverOwner = 0;
        block.Fit().SignTransfer(0, 2).IsRefusedBy("new[0]", "Sign is 0 or 1");
    }

    [Fact]
    public void An_address_of_more_than_160_bits_cannot_change_the_posted_token()
    {
        // Posted as token 1 and the owner without its highest bit, while the leaf has the owner with it.
        ForgedBlock block = Creation();
        NewAccountInput entry = block.Circuit.NewAccounts[0];
        entry.L1Address = ValueOf(entry.L1Address) + Power(161);
        block.Circuit.Transfers[0].ReceiverOwner =
            ValueOf(entry.L1Address) + (ValueOf(entry.Sign) * Power(160));
        block.Fit().SignTransfer(0, 2).IsRefusedBy("new[0]", "L1Address in [0, 2^160)");
    }

    [Fact]
    public void A_token_that_is_no_number_cannot_be_written_into_a_leaf()
    {
        // The entry's rows move by one unit of time and still enclose its accesses.
        ForgedBlock block = Creation();
        block.Circuit.NewAccounts[0].Token = -Power(block.Rows.TimeBits + 1).Inverse();
        ForgedRows rows = block.FitPaths().Rows;
        block.Move(rows.Opens(Capacities.Touched), rows.Closes(1))
            .Move(rows.At(Capacities.TimeOfTransfer(0) + 1), rows.Opens(Capacities.Touched))
            .Move(rows.Closes(Capacities.Touched), rows.At(Capacities.TimeOfTransfer(0) + 1))
            .IsRefusedBy("new[0]", "Token in [0, 2^32)");
    }

    [Fact]
    public void A_fraction_as_count_cannot_bring_money()
    {
        // balance + count·(2^160 + 2^208) is the end state, balance + count·2^160 goes into the leaf: with
        // count = −m/2^160 and balance = 20 + m + 2^48·m the leaf holds 20 + 2^48·m.
        ForgedBlock block = Creation();
        NewAccountInput entry = block.Circuit.NewAccounts[0];
        const int M = 1_000;
        entry.Count = -(Number(M) * Power(160).Inverse());
        entry.Balance = Number(20 + M + (new BigInteger(M) << 48));
        Assert.Equal(
            Number(20 + (new BigInteger(M) << 48)), ValueOf(entry.Balance) + (ValueOf(entry.Count) * Power(160)));
        block.FitPaths().IsRefusedBy("new[0]", "Count in [0, 2^");
    }

    [Fact]
    public void A_new_account_starts_without_a_balance_of_its_own()
    {
        ForgedBlock block = Creation();
        block.Circuit.NewAccounts[0].Balance = 1_020;
        block.FitPaths().IsRefusedBy("grouping");
    }

    [Fact]
    public void A_new_account_that_signed_posts_its_nonce()
    {
        // Count 0 would leave the step of the nonce in the balance.
        ForgedBlock block = CreatedAndSpending();
        block.Fit().IsAccepted();
        NewAccountInput entry = block.Circuit.NewAccounts[0];
        entry.Balance = ValueOf(entry.Balance) + Step;
        entry.Count = 0;
        block.FitPaths().IsRefusedBy("new[0]", "Balance in [0, 2^128)");
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("ay")]
    [InlineData("token")]
    public void A_new_account_is_the_one_that_was_signed_for(string field)
    {
        ForgedBlock block = Creation();
        NewAccountInput entry = block.Circuit.NewAccounts[0];
        switch (field)
        {
            case "owner":
                entry.L1Address = Address(9).ToFr();
                break;
            case "ay":
                entry.Ay = 5;
                break;
            default:
                entry.Token = (ulong)Dollar;
                break;
        }

        block.FitPaths().IsRefusedBy("grouping");
    }

    [Fact]
    public void The_posted_key_is_the_canonical_one()
    {
        // The digits of ay + r: another key in the words than in the leaf, if L1 took it.
        ForgedBlock block = Creation();
        block.Circuit.NewAccounts[0].Ay = 5;
        block.Circuit.Transfers[0].ReceiverAy = 5;
        block.Fit().SignTransfer(0, 2).IsAccepted();
        BigInteger digits = Fr.Modulus + 5;
        block.Lie((hint, _) =>
            hint.Scope.Contains("new[0] > StrictBits", StringComparison.Ordinal)
                ? Number((digits >> hint.Output) & 1) : null);
        block.IsRefusedBy("new[0]", "canonical digits of Ay");
    }

    [Theory]
    [InlineData("address")]
    [InlineData("token")]
    [InlineData("ay")]
    public void A_padding_entry_posts_nothing(string field)
    {
        ForgedBlock block = OneTransfer();
        NewAccountInput entry = block.Circuit.NewAccounts[0];
        switch (field)
        {
            case "address":
                entry.L1Address = 5;
                break;
            case "token":
                entry.Token = 5;
                break;
            default:
                entry.Ay = 5;
                break;
        }

        block.Fit().IsRefusedBy("new[0]", PaddingIsEmpty);
    }

    [Fact]
    public void A_used_entry_is_used_wholly()
    {
        ForgedBlock block = Creation();
        block.Circuit.NewAccounts[0].Used = 2;
        block.IsRefusedBy(string.Empty);
        Assert.Contains(block.Refusals(), row => row.Label.Expression == "Used is 0 or 1");
        Assert.Contains(block.Refusals(), row => row.Label.Expression == PaddingIsEmpty);
    }
}
