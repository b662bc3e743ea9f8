using Prover.Circuits;
using Prover.Circuits.Gadgets;

namespace Prover.Circuit.RollupBlock;

/// <summary>The account that takes the fee of an operation; nothing when the fee is 0.</summary>
public sealed class FeeCredit
{
    /// <summary>Index of the fee account: the sequencer's choice among the accounts of the token.</summary>
    public Wire Account;

    /// <summary>Owner slot of the fee account.</summary>
    public Wire Owner;

    /// <summary>Key slot of the fee account.</summary>
    public Wire Ay;

    /// <summary>State of the fee account before.</summary>
    public Wire In;

    /// <summary>Adds the access of the fee account. 4 constraints.</summary>
    internal void Define(BlockContext context, Wire token, Wire fee, int time)
    {
        CircuitBuilder cs = context.Cs;
        using ScopeHandle scope = cs.Scope("fee");
        Wire hasFee = 1 - Comparison.IsZero(cs, fee);
        context.AddRow(BlockContext.KeyOf(hasFee, Account), hasFee * token, time, Owner, Ay, In, In + fee);
    }
}
