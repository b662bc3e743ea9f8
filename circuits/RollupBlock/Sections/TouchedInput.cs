using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuits.Gadgets;

namespace Prover.Circuit.RollupBlock;

/// <summary>One entry of the table of existing accounts that the block touches.</summary>
public sealed class TouchedInput
{
    /// <summary>1 for an account, 0 for padding.</summary>
    public Wire Used;

    /// <summary>Account index.</summary>
    public Wire Index;

    /// <summary>Token id; bound by the leaf.</summary>
    public Wire Token;

    /// <summary>Owner slot; bound by the leaf.</summary>
    public Wire Owner;

    /// <summary>Key slot; bound by the leaf.</summary>
    public Wire Ay;

    /// <summary>balance + nonce·2^160 before the block.</summary>
    public Wire Packed;

    /// <summary>The state after the last access.</summary>
    public Wire EndState;

    /// <summary>1 if the balance falls.</summary>
    public Wire Falls;

    /// <summary>abs(delta) − falls: so a zero delta cannot be posted with sign 1.</summary>
    public Wire Excess;

    /// <summary>Operations that the account signed in this block.</summary>
    public Wire Count;

    /// <summary>The path's children behind the first S-box layer, level by level from the leaf.</summary>
    public Wire[][] Children = BlockShape.PathInputs();

    /// <summary>Defines entry <paramref name="j"/>: opens the old leaf, writes the new one, posts the word.</summary>
    /// <returns>The entry's key, its public word and the root after it.</returns>
    internal (Wire Key, Wire Word, Wire Root) Define(BlockContext context, int j, Wire root)
    {
        CircuitBuilder cs = context.Cs;
        using ScopeHandle scope = cs.Scope("touched", j);
        cs.AssertBoolean(Used);
        Wire[] indexBits = Bits.Decompose(cs, Index, StateWord.IndexBits);
        Wire unused = 1 - Used;
        Wire usedIndex = Used * Index;
        Wire key = usedIndex + (unused * Fr.FromUInt64(BlockShape.PaddingKey(j)));

        // A padding entry is an account without state: nothing can be taken from it, nothing can stay in it.
        // A padding entry starts with nothing.
        cs.AssertProduct(unused, Packed, Fr.Zero);
        // A padding entry ends with nothing.
        cs.AssertProduct(unused, EndState, Fr.Zero);
        context.AddRow(key, Token, 0, Owner, Ay, StateWord.Begin, Packed);
        context.AddRow(key, Token, context.Shape.EndTime, Owner, Ay, EndState, StateWord.End);

        Wire word = PostDelta(context) + (usedIndex * StateWord.Power(145));
        Wire newPacked = EndState - (Count * StateWord.Power(StateWord.CountShift));
        (Wire oldLeaf, Wire newLeaf) = Leaf.HashPair(cs, Token, Owner, Packed, newPacked, Ay);
        MerkleUpdate.Roots roots = MerkleUpdate.Apply(cs, oldLeaf, newLeaf, [.. indexBits, Fr.Zero], Children);
        // The account opens against the state root.
        cs.AssertProduct(Used, roots.OldRoot - root, Fr.Zero);
        return (key, word, root + (Used * (roots.NewRoot - root)));
    }

    /// <summary>Ties abs(delta), sign and nonce increment to the two states.</summary>
    /// <remarks>
    /// EndState − Packed = delta + count·(2^160 + 2^208) with abs(delta) ≤ 2^128 and count below 2^t, t ≤ 18:
    /// different counts differ by more than 2^208, so delta and count are unique.
    /// delta = excess for falls = 0 and −(excess + 1) for falls = 1, so its sign is unique too.
    /// </remarks>
    private Wire PostDelta(BlockContext context)
    {
        CircuitBuilder cs = context.Cs;
        cs.AssertBoolean(Falls);
        Range.Prove(cs, Excess, StateWord.BalanceBits);
        Range.Prove(cs, Count, context.Shape.TimeBits);
        Wire steps = Count * StateWord.SignedStep;
        // The posted delta is the change of the account.
        cs.AssertProduct(
            Falls, (2 * Excess) + 1, Packed + Excess + steps - EndState);
        return Excess + Falls + (Falls * StateWord.Power(128)) + (Count * StateWord.Power(129));
    }
}
