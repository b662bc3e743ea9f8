using Prover.Algebra;
using Prover.Circuits;

namespace Prover.Circuit.RollupBlock;

/// <summary>One slot of the withdrawal zone: Withdraw or Noop.</summary>
public sealed class WithdrawSlotInput
{
    /// <summary>Operation code of Withdraw.</summary>
    public const ulong Code = 3;

    /// <summary>1 for a withdrawal, 0 for Noop.</summary>
    public Wire Used;

    /// <summary>Sign bit of the sender's owner slot.</summary>
    public Wire Sign;

    /// <summary>The sender.</summary>
    public SignedDebit Debit = new();

    /// <summary>The fee account.</summary>
    public FeeCredit FeeAccount = new();

    /// <summary>Defines the slot and returns its two words: l1Address(160) + token(32), and the amount.</summary>
    internal Wire[] Define(BlockContext context, int slot)
    {
        CircuitBuilder cs = context.Cs;
        using ScopeHandle scope = cs.Scope("withdrawal", slot);
        int time = context.Shape.Capacities.TimeOfWithdrawal(slot);
        cs.AssertBoolean(Used);
        Debit.Debit(context, Used, time);
        Debit.AssertSigned(context, Used, Fr.FromUInt64(Code), Fr.Zero, Fr.Zero, Fr.Zero);
        FeeAccount.Define(context, Debit.Token, Debit.Fee, time + 1);

        cs.AssertBoolean(Sign);
        Wire address = Debit.Owner - (Sign * StateWord.Power(StateWord.AddressBits));
        Range.Prove(cs, address, StateWord.AddressBits);
        return [address + (Debit.Token * StateWord.Power(StateWord.AddressBits)), Debit.Amount];
    }
}
