using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuits.Gadgets;

namespace Prover.Circuit.RollupBlock;

/// <summary>One entry of the table of accounts that the block creates, at index count + j.</summary>
public sealed class NewAccountInput
{
    /// <summary>1 for an account, 0 for padding; never rises again.</summary>
    public Wire Used;

    /// <summary>Token id.</summary>
    public Wire Token;

    /// <summary>L1 address, not 0.</summary>
    public Wire L1Address;

    /// <summary>Sign of ax.</summary>
    public Wire Sign;

    /// <summary>y coordinate of the owner's key, below r.</summary>
    public Wire Ay;

    /// <summary>Balance after the block.</summary>
    public Wire Balance;

    /// <summary>Operations that the account signed in this block.</summary>
    public Wire Count;

    /// <summary>The path's children behind the first S-box layer, level by level from the leaf.</summary>
    public Wire[][] Children = BlockShape.PathInputs();

    /// <summary>Defines entry <paramref name="j"/>: opens an empty leaf and writes the account.</summary>
    /// <returns>The entry's three public words and the root after it.</returns>
    internal (Wire[] Words, Wire Root) Define(BlockContext context, int j, Wire root)
    {
        CircuitBuilder cs = context.Cs;
        using ScopeHandle scope = cs.Scope("new", j);
        cs.AssertBoolean(Used);
        Wire index = Used * (context.Header.AccountCount + Fr.FromUInt64((ulong)j));
        Wire[] indexBits = Bits.Decompose(cs, index, StateWord.IndexBits);
        Wire owner = L1Address + (Sign * StateWord.Power(StateWord.AddressBits));
        Wire[] words = Words(context, owner);

        // The balance is range-checked by Words, so EndState has no fresh flag: the account was created.
        Wire endState = Balance + (Count * StateWord.SignedStep);
        Wire newPacked = Balance + (Count * StateWord.Power(StateWord.NonceShift));
        Fr padding = Fr.FromUInt64(BlockShape.PaddingKey(context.Shape.Capacities.Touched + j));
        Wire key = index + ((1 - Used) * padding);
        context.AddRow(key, Token, 0, owner, Ay, StateWord.Begin, Used * StateWord.Fresh);
        context.AddRow(key, Token, context.Shape.EndTime, owner, Ay, endState, StateWord.End);

        Wire newLeaf = Leaf.Hash(cs, Token, owner, newPacked, Ay);
        MerkleUpdate.Roots roots = MerkleUpdate.Apply(cs, Fr.Zero, newLeaf, [.. indexBits, Fr.Zero], Children);
        // The new account takes an empty leaf.
        cs.AssertProduct(Used, roots.OldRoot - root, Fr.Zero);
        return (words, root + (Used * (roots.NewRoot - root)));
    }

    /// <summary>Range checks and the words; padding posts nothing.</summary>
    private Wire[] Words(BlockContext context, Wire owner)
    {
        CircuitBuilder cs = context.Cs;
        cs.AssertBoolean(Sign);
        Range.Prove(cs, Token, StateWord.TokenBits);
        Range.Prove(cs, L1Address, StateWord.AddressBits);
        Range.Prove(cs, Balance, StateWord.BalanceBits);
        Range.Prove(cs, Count, context.Shape.TimeBits);
        // The L1 address of a new account is not 0.
        context.AssertNonZeroIfUsed(Used, L1Address);
        Wire[] keyBits = Bits.DecomposeStrict(cs, Ay);
        Wire keyLow = Bits.Compose(cs, keyBits.AsSpan(0, StateWord.KeyLowBits));
        Wire keyHigh = Bits.Compose(cs, keyBits.AsSpan(StateWord.KeyLowBits));
        Wire[] words =
        [
            owner + (Token * StateWord.Power(161)) + (keyHigh * StateWord.Power(193)),
            keyLow,
            Balance + (Count * StateWord.Power(128)),
        ];
        foreach (Wire word in words)
        {
            // A padding entry posts nothing.
            cs.AssertProduct(1 - Used, word, Fr.Zero);
        }

        return words;
    }
}
