using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;

namespace Prover.RollupBlock.Tests;

/// <summary>A fee arrives, all of it, on an account that exists.</summary>
public sealed class FeeAttackTests
{
    private const string NoFee = "(x) * (isZero) == 0";
    private const string Closes = "closes is 0 or 1";
    private const string OnlyEnd = "(closes) * (row.Out - StateWord.End) == Fr.Zero";

    [Fact]
    public void A_fee_cannot_be_declared_to_be_none()
    {
        // The inverse of the fee is a hint: with 0 the fee counts as 0 and its access goes to the reserved key.
        ForgedBlock block = WithFee(Sequencer);
        ToReservedKey(block);
        block.Fit().Lie(static (hint, _) =>
            hint.Label == "inverse" && hint.Scope.Contains("transfer[0] > fee", StringComparison.Ordinal)
                ? Fr.Zero : null);
        block.IsRefusedBy(string.Empty, NoFee, Closes, OnlyEnd, "next.TimeToken");
    }

    [Fact]
    public void A_fee_cannot_stay_on_the_reserved_key()
    {
        ForgedBlock block = WithFee(Sequencer);
        ToReservedKey(block);
        block.Circuit.Transfers[0].FeeAccount.Account = Reserved;
        block.Fit().IsRefusedBy(string.Empty, Closes, OnlyEnd, "(1 - used) * (stateIn) == Fr.Zero");
    }

    [Fact]
    public void A_fee_cannot_go_to_an_account_that_is_never_created()
    {
        ForgedBlock block = WithFee(Sequencer);
        Declare(block, 5);
        block.Fit().IsRefusedBy("new[0]", "Balance in [0, 2^128)");
    }

    [Fact]
    public void A_fee_cannot_go_to_an_account_before_it_is_created()
    {
        // The fee of slot 0 goes to the account that slot 1 creates.
        BlockBuilder builder = NewBlock();
        SignedFields pay = SignedFields.Transfer(Alice, Bob, TestRollup.Owner(2), Ether, 4, ValidUntil, 100, 7);
        SignedFields create = SignedFields.TransferToNew(Bob, TestRollup.Owner(6), Ether, 0, ValidUntil, 20, 0);
        Place(builder.Add(Signed(1, pay), Sequencer));
        Place(builder.Add(Signed(2, create), null));
        ForgedBlock block = new(Assign(builder), State);
        FeeCredit fee = block.Circuit.Transfers[0].FeeAccount;
        (fee.Account, fee.Owner, fee.Ay) = (5, TestRollup.Owner(6).Packed, TestRollup.Owner(6).Ay);
        block.Fit().IsRefusedBy("transfer[1] > receiver", "(IsToNew) * (ReceiverIn - StateWord.Fresh) == Fr.Zero");
    }

    [Fact]
    public void A_fee_cannot_be_credited_twice()
    {
        // The account before and after it are the same: only what is written counts, and that is In + fee.
        ForgedBlock block = WithFee(Sequencer).Fit();
        TouchedInput sequencer = block.Circuit.Touched[2];
        ForgedTables.Close(sequencer, ValueOf(sequencer.EndState) + Number(7), 0);
        block.FitPaths().IsRefusedBy("grouping");
    }

    private static void ToReservedKey(ForgedBlock block)
    {
        block.Circuit.Transfers[0].FeeAccount.Owner = 0;
        block.Circuit.Transfers[0].FeeAccount.Ay = 0;
    }

    /// <summary>Posts a new account of person 6 that no slot creates; the fee of slot 0 goes to its index.</summary>
    private static void Declare(ForgedBlock block, ulong index)
    {
        NewAccountInput entry = block.Circuit.NewAccounts[0];
        OwnerKey owner = TestRollup.Owner(6);
        entry.Used = 1;
        entry.L1Address = owner.L1Address.ToFr();
        entry.Sign = owner.Sign ? 1 : 0;
        entry.Ay = owner.Ay;
        FeeCredit fee = block.Circuit.Transfers[0].FeeAccount;
        (fee.Account, fee.Owner, fee.Ay) = (index, owner.Packed, owner.Ay);
    }
}
