using Prover.Rollup;
using static Prover.RollupBlock.Tests.TestRollup;

namespace Prover.RollupBlock.Tests;

/// <summary>Honest blocks in the hands of an attacker.</summary>
internal static class ForgedBlocks
{
    /// <summary>A block with one operation of every kind, in the hands of an attacker.</summary>
    /// <remarks>
    /// Deposits to Alice and to a new account 5, Bob withdraws 10, Alice pays Bob 100, Bob pays 20 to a new account 6.
    /// </remarks>
    public static ForgedBlock EveryKind() => new(EveryKindHonestly(), State);

    /// <summary>One transfer of 300 from Bob to Carol in token 7, in the hands of an attacker.</summary>
    public static ForgedBlock OneTransfer() => new(OneTransferHonestly(), State);

    /// <summary>Alice pays Bob 100 and a fee of 7.</summary>
    public static ForgedBlock WithFee(uint feeAccount)
    {
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Bob, TestRollup.Owner(2), Ether, 4, ValidUntil, 100, 7);
        Place(builder.Add(Signed(1, fields), feeAccount));
        return new ForgedBlock(Assign(builder), State);
    }

    /// <summary>Bob (100) gives Alice (0) 60 in slot 0, and she gives them back in slot 1.</summary>
    public static ForgedBlock GivenBack()
    {
        RollupState state = RollupState.Empty.Add(
            new Account(new AccountIdentity(Ether, TestRollup.Owner(1)), 0, 0),
            new Account(new AccountIdentity(Ether, TestRollup.Owner(2)), 0, 100));
        BlockBuilder builder = NewBlock(state);
        SignedFields gift = SignedFields.Transfer(1, 0, TestRollup.Owner(1), Ether, 0, ValidUntil, 60, 0);
        SignedFields back = SignedFields.Transfer(0, 1, TestRollup.Owner(2), Ether, 0, ValidUntil, 60, 0);
        Place(builder.Add(Signed(2, gift), null));
        Place(builder.Add(Signed(1, back), null));
        return new ForgedBlock(Assign(builder), state);
    }

    /// <summary>Bob pays 20 to person 6, whose account 5 is created.</summary>
    public static ForgedBlock Creation()
    {
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.TransferToNew(Bob, TestRollup.Owner(6), Ether, 0, ValidUntil, 20, 0);
        Place(builder.Add(Signed(2, fields), null));
        return new ForgedBlock(Assign(builder), State);
    }

    /// <summary>The same, and in slot 1 the new account pays 5 back.</summary>
    public static ForgedBlock CreatedAndSpending()
    {
        BlockBuilder builder = NewBlock();
        SignedFields create = SignedFields.TransferToNew(Bob, TestRollup.Owner(6), Ether, 0, ValidUntil, 20, 0);
        SignedFields spend = SignedFields.Transfer(5, Bob, TestRollup.Owner(2), Ether, 0, ValidUntil, 5, 0);
        Place(builder.Add(Signed(2, create), null));
        Place(builder.Add(Signed(6, spend), null));
        return new ForgedBlock(Assign(builder), State);
    }
}
