using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuits.Gadgets;

namespace Prover.Circuit.RollupBlock;

/// <summary>The part that all signed operations share: who signs, what leaves the account, until when.</summary>
/// <remarks>
/// An unused slot carries the publicly known key Base8 (secret 1) and a signature under it over whatever its fields
/// say, so the signature is checked always and nothing is switched off; its accesses go to the reserved key,
/// whose state it must read as 0: nothing can be taken from there, so nothing can be brought there either.
/// </remarks>
public sealed class SignedDebit
{
    /// <summary>Index of the sender.</summary>
    public Wire Sender;

    /// <summary>Token of the sender, and so of all accounts of the operation.</summary>
    public Wire Token;

    /// <summary>Owner slot of the sender.</summary>
    public Wire Owner;

    /// <summary>Key slot of the sender.</summary>
    public Wire Ay;

    /// <summary>Nonce before, 32 bits, below 2^32 − 1.</summary>
    public Wire Nonce;

    /// <summary>Operations that the sender signed before in this block.</summary>
    public Wire Count;

    /// <summary>Balance after amount and fee have left.</summary>
    public Wire Remaining;

    /// <summary>Base units, 128 bits, not 0.</summary>
    public Wire Amount;

    /// <summary>Base units, 96 bits.</summary>
    public Wire Fee;

    /// <summary>Unix seconds, 40 bits.</summary>
    public Wire ValidUntil;

    /// <summary>x coordinate of the signer's key: either root for ay.</summary>
    public Wire Ax;

    /// <summary>x coordinate of R₈.</summary>
    public Wire R8X;

    /// <summary>y coordinate of R₈.</summary>
    public Wire R8Y;

    /// <summary>The scalar of the signature.</summary>
    public Wire S;

    /// <summary>Checks the ranges, adds the sender's access at <paramref name="time"/>.</summary>
    internal void Debit(BlockContext context, Wire used, int time)
    {
        CircuitBuilder cs = context.Cs;
        using ScopeHandle scope = cs.Scope("sender");
        Range.Prove(cs, Token, StateWord.TokenBits);
        Range.Prove(cs, Amount, StateWord.BalanceBits);
        Range.Prove(cs, Fee, StateWord.FeeBits);
        // The balance covers amount and fee.
        Range.Prove(cs, Remaining, StateWord.BalanceBits);
        Range.Prove(cs, Nonce, StateWord.NonceBits);
        Range.Prove(cs, Count, context.Shape.TimeBits);
        // The amount is not 0.
        context.AssertNonZeroIfUsed(used, Amount);
        // The nonce is not exhausted.
        Comparison.AssertNonZero(cs, Nonce - Fr.FromUInt64(uint.MaxValue));

        // With blockTime < 2^40 a 40-bit distance also keeps validUntil below 2^41, the top field of m₁.
        // The operation has not expired.
        Range.Prove(cs, ValidUntil - context.Header.BlockTime, 40);

        // In has only this decomposition: the parts are range-checked and gaps lie between them (see StateWord).
        Wire stateOut = Remaining
            + (Nonce * StateWord.Power(StateWord.NonceShift))
            + (Count * StateWord.Power(StateWord.CountShift));
        Wire stateIn = stateOut + Amount + Fee;

        // The reserved key ends the block with 0 and no access may take from it: it cannot pass value on from slot to
        // slot, and naming it as receiver or fee account of a used slot cannot be satisfied.
        cs.AssertProduct(1 - used, stateIn, Fr.Zero);
        context.AddRow(
            BlockContext.KeyOf(used, Sender),
            Token,
            time,
            Owner,
            Ay,
            stateIn,
            stateOut + (used * StateWord.SignedStep));
    }

    /// <summary>Checks the signature over the operation's message.</summary>
    internal void AssertSigned(
        BlockContext context, Wire used, Wire code, Wire receiver, Wire receiverOwner, Wire receiverAy)
    {
        CircuitBuilder cs = context.Cs;
        using ScopeHandle scope = cs.Scope("signature");
        Wire fields = code
            + (Sender * StateWord.Power(8))
            + (receiver * StateWord.Power(40))
            + (Token * StateWord.Power(72))
            + (Nonce * StateWord.Power(104))
            + (ValidUntil * StateWord.Power(136));
        Wire amounts = Amount + (Fee * StateWord.Power(StateWord.BalanceBits));
        Wire message = PoseidonGadget.Hash(cs, [context.Header.Domain, fields, amounts, receiverOwner, receiverAy]);
        Wire signerAy = (used * (Ay - BabyJubjub.Base8.Y)) + BabyJubjub.Base8.Y;
        EdDsaPoseidonGadget.Verify(
            cs, new EdwardsPoint(Ax, signerAy), message, new EdwardsPoint(R8X, R8Y), S);
    }
}
