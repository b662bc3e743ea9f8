using Prover.Algebra;
using Prover.Circuits;

namespace Prover.Circuit.RollupBlock;

/// <summary>One slot of the transfer zone: Transfer, TransferToNew or Noop.</summary>
public sealed class TransferSlotInput
{
    /// <summary>Operation code of Transfer.</summary>
    public const ulong Code = 4;

    /// <summary>Operation code of TransferToNew.</summary>
    public const ulong CodeToNew = 5;

    /// <summary>1 for Transfer.</summary>
    public Wire IsTransfer;

    /// <summary>1 for TransferToNew.</summary>
    public Wire IsToNew;

    /// <summary>The sender.</summary>
    public SignedDebit Debit = new();

    /// <summary>Index of the receiver.</summary>
    public Wire Receiver;

    /// <summary>Owner slot of the receiver.</summary>
    public Wire ReceiverOwner;

    /// <summary>Key slot of the receiver.</summary>
    public Wire ReceiverAy;

    /// <summary>State of the receiver before.</summary>
    public Wire ReceiverIn;

    /// <summary>The fee account.</summary>
    public FeeCredit FeeAccount = new();

    /// <summary>Defines the slot: sender, receiver and fee account are accessed in this order.</summary>
    internal void Define(BlockContext context, int slot)
    {
        CircuitBuilder cs = context.Cs;
        using ScopeHandle scope = cs.Scope("transfer", slot);
        int time = context.Shape.Capacities.TimeOfTransfer(slot);
        cs.AssertBoolean(IsTransfer);
        cs.AssertBoolean(IsToNew);
        Wire used = IsTransfer + IsToNew;
        // One operation per slot.
        cs.AssertProduct(IsTransfer, IsToNew, Fr.Zero);

        Debit.Debit(context, used, time);
        Credit(context, used, time + 1);
        FeeAccount.Define(context, Debit.Token, Debit.Fee, time + 2);

        // The index of an account that does not exist yet is not signed: its identity decides.
        Wire signedReceiver = IsTransfer * Receiver;
        Wire code = (IsTransfer * Fr.FromUInt64(Code)) + (IsToNew * Fr.FromUInt64(CodeToNew));
        Debit.AssertSigned(context, used, code, signedReceiver, ReceiverOwner, ReceiverAy);
    }

    /// <summary>The receiver's access. A creation reads the fresh state; nothing else may. 2 constraints.</summary>
    private void Credit(BlockContext context, Wire used, int time)
    {
        CircuitBuilder cs = context.Cs;
        using ScopeHandle scope = cs.Scope("receiver");
        // A created account was not there before.
        cs.AssertProduct(
            IsToNew, ReceiverIn - StateWord.Fresh, Fr.Zero);
        Wire stateOut = ReceiverIn + Debit.Amount - (IsToNew * StateWord.Fresh);
        context.AddRow(
            BlockContext.KeyOf(used, Receiver), Debit.Token, time, ReceiverOwner, ReceiverAy, ReceiverIn, stateOut);
    }
}
