using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Circuit.RollupBlock;

/// <summary>Fills a block circuit with an executed block; the circuit's <c>Assign</c>.</summary>
internal static class BlockAssignment
{
    /// <summary>The circuit's inputs for <paramref name="block"/>.</summary>
    public static RollupBlock Assign(ExecutedBlock block, PublicInputs inputs)
    {
        RollupBlock circuit = new(block.Capacities) { C = inputs.C, Z = inputs.Z, Y = inputs.Y };
        FillHeader(circuit.Header, block);
        for (int k = 0; k < block.Requests.Count; k++)
        {
            Fill(circuit.L1Slots[k], block.Requests[k]);
        }

        FillWithdrawals(circuit, block);
        FillTransfers(circuit, block);
        FillTouched(circuit, block);
        FillCreated(circuit, block);
        return circuit;
    }

    private static void FillHeader(HeaderInput input, ExecutedBlock block)
    {
        input.OldRoot = block.Header.OldRoot;
        input.Domain = block.Header.Domain.ToFr();
        input.BlockNumber = (ulong)block.Header.Number;
        input.BlockTime = block.Header.Time;
        input.AccountCount = block.Header.AccountCount;
        input.L1Operations = (ulong)block.Requests.Count;
        input.FirstQueuePosition = (ulong)block.Header.FirstQueuePosition;
    }

    private static void Fill(L1SlotInput input, ExecutedRequest slot)
    {
        AccountIdentity identity = slot.Request.Identity;
        (Fr high, Fr low) = SplitKey(identity.Ay);
        input.IsDeposit = 1;
        input.IsNew = slot.Creates ? 1 : 0;
        input.Account = (ulong)slot.Access.Index;
        input.Token = (ulong)identity.Token;
        input.Owner = identity.Owner;
        input.KeyHigh = high;
        input.KeyLow = low;
        input.Amount = OperationAssignment.ToFr(slot.Request.Amount);
        input.In = slot.Access.Before.Value;
    }

    private static void FillWithdrawals(RollupBlock circuit, ExecutedBlock block)
    {
        for (int k = 0; k < circuit.Withdrawals.Length; k++)
        {
            WithdrawSlotInput input = circuit.Withdrawals[k];
            if (k >= block.Withdrawals.Count)
            {
                OperationAssignment.FillUnused(input.Debit, OperationCode.Withdraw, block.Header);
                continue;
            }

            ExecutedOperation slot = block.Withdrawals[k];
            input.Used = 1;
            input.Sign = slot.Sender.Before.Account.Identity.Sign ? 1 : 0;
            OperationAssignment.Fill(input.Debit, input.FeeAccount, slot, block.Header.Domain);
        }
    }

    private static void FillTransfers(RollupBlock circuit, ExecutedBlock block)
    {
        for (int k = 0; k < circuit.Transfers.Length; k++)
        {
            TransferSlotInput input = circuit.Transfers[k];
            if (k >= block.Transfers.Count)
            {
                OperationAssignment.FillUnused(input.Debit, OperationCode.Noop, block.Header);
                continue;
            }

            ExecutedOperation slot = block.Transfers[k];
            Access receiver = slot.Receiver!;
            bool toNew = slot.Operation.Fields.Code == OperationCode.TransferToNew;
            input.IsTransfer = toNew ? 0 : 1;
            input.IsToNew = toNew ? 1 : 0;
            input.Receiver = (ulong)receiver.Index;
            input.ReceiverOwner = receiver.Before.Account.Identity.Owner;
            input.ReceiverAy = receiver.Before.Account.Identity.Ay;
            input.ReceiverIn = receiver.Before.Value;
            OperationAssignment.Fill(input.Debit, input.FeeAccount, slot, block.Header.Domain);
        }
    }

    private static void FillTouched(RollupBlock circuit, ExecutedBlock block)
    {
        for (int j = 0; j < circuit.Touched.Length; j++)
        {
            TouchedInput input = circuit.Touched[j];
            if (j >= block.Touched.Count)
            {
                PathAssignment.FillPadding(input.Children, Poseidon.Hash([Fr.Zero, Fr.Zero, Fr.Zero, Fr.Zero]));
                continue;
            }

            TableEntry entry = block.Touched[j];
            Account before = entry.Before.Account;
            BalanceDelta delta = entry.Delta;
            input.Used = 1;
            input.Index = (ulong)entry.Index;
            input.Token = (ulong)before.Identity.Token;
            input.Owner = before.Identity.Owner;
            input.Ay = before.Identity.Ay;
            input.Packed = before.Packed;
            input.EndState = entry.After.Value;
            input.Falls = delta.Falls ? 1 : 0;
            input.Excess = OperationAssignment.ToFr(delta.Falls ? delta.Magnitude - 1 : delta.Magnitude);
            input.Count = (ulong)entry.After.SignedInBlock;
            PathAssignment.Fill(input.Children, entry.Path, before.Leaf());
        }
    }

    private static void FillCreated(RollupBlock circuit, ExecutedBlock block)
    {
        for (int j = 0; j < circuit.NewAccounts.Length; j++)
        {
            NewAccountInput input = circuit.NewAccounts[j];
            if (j >= block.Created.Count)
            {
                PathAssignment.FillPadding(input.Children, Fr.Zero);
                continue;
            }

            TableEntry entry = block.Created[j];
            Account after = entry.After.Account;
            input.Used = 1;
            input.Token = (ulong)after.Identity.Token;
            input.L1Address = new OwnerKey(after.Identity.L1Address, false, default).Packed;
            input.Sign = after.Identity.Sign ? 1 : 0;
            input.Ay = after.Identity.Ay;
            input.Balance = OperationAssignment.ToFr(after.Balance);
            input.Count = (ulong)entry.After.SignedInBlock;
            PathAssignment.Fill(input.Children, entry.Path, Fr.Zero);
        }
    }

    /// <summary>ay div 2^200 and ay mod 2^200.</summary>
    private static (Fr High, Fr Low) SplitKey(in Fr ay)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        ay.CopyCanonical(limbs);
        Fr low = Fr.FromCanonical([limbs[0], limbs[1], limbs[2], limbs[3] & 0xFF]);
        return (Fr.FromUInt64(limbs[3] >> 8), low);
    }
}
