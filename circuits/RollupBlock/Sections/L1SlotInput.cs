using Prover.Algebra;
using Prover.Circuits;
using Prover.Rollup;

namespace Prover.Circuit.RollupBlock;

/// <summary>One slot for a request that was queued on L1: Deposit or Noop.</summary>
/// <remarks>
/// The words come from the contract's own queue; the circuit checks that its parts are the only ones that they can
/// mean, and that the credited account is exactly the queued identity. Which of several accounts with that identity
/// is credited, or whether a further one is created, is the sequencer's choice.
/// </remarks>
public sealed class L1SlotInput
{
    /// <summary>1 for a deposit, 0 for Noop.</summary>
    public Wire IsDeposit;

    /// <summary>1 if the deposit creates the account.</summary>
    public Wire IsNew;

    /// <summary>Index of the credited account; not part of the record.</summary>
    public Wire Account;

    /// <summary>Token id.</summary>
    public Wire Token;

    /// <summary>l1Address(160) + sign(1).</summary>
    public Wire Owner;

    /// <summary>ay div 2^200.</summary>
    public Wire KeyHigh;

    /// <summary>ay mod 2^200.</summary>
    public Wire KeyLow;

    /// <summary>Base units.</summary>
    public Wire Amount;

    /// <summary>State of the account before.</summary>
    public Wire In;

    /// <summary>
    /// Defines the slot and returns its three record words. 32 + 161 + 54 + 200 + 128 + 7 constraints.
    /// </summary>
    internal Wire[] Define(BlockContext context, int slot)
    {
        CircuitBuilder cs = context.Cs;
        using ScopeHandle scope = cs.Scope("l1", slot);
        cs.AssertBoolean(IsDeposit);
        cs.AssertBoolean(IsNew);
        Range.Prove(cs, Token, StateWord.TokenBits);
        Range.Prove(cs, Owner, StateWord.AddressBits + 1);
        Range.Prove(cs, KeyHigh, StateWord.KeyHighBits);
        Range.Prove(cs, KeyLow, StateWord.KeyLowBits);
        Range.Prove(cs, Amount, StateWord.BalanceBits);
        // A deposit is not 0.
        context.AssertNonZeroIfUsed(IsDeposit, Amount);
        // An unused slot brings nothing.
        cs.AssertProduct(Amount, 1 - IsDeposit, Fr.Zero);

        // A creation reads the fresh state and nothing else; it leaves the amount alone.
        // A created account was not there before.
        cs.AssertProduct(IsNew, In - StateWord.Fresh, Fr.Zero);
        Wire stateOut = In + Amount - (IsNew * StateWord.Fresh);
        Wire ay = KeyLow + (KeyHigh * StateWord.Power(StateWord.KeyLowBits));
        Wire key = BlockContext.KeyOf(IsDeposit, Account);
        context.AddRow(key, Token, BlockCapacities.TimeOfL1Slot(slot), Owner, ay, In, stateOut);

        Wire word0 = Owner + (Token * StateWord.Power(161)) + (KeyHigh * StateWord.Power(193));
        Wire word1 = KeyLow + (IsDeposit * StateWord.Power(StateWord.KeyLowBits));
        return [word0, word1, Amount];
    }
}
