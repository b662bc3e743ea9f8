using System.Numerics;
using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using Prover.Circuits;
using Prover.Circuits.Gadgets;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.Words;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>Makes ends, posted deltas and paths of the tables fit whatever states an attack leads to.</summary>
internal static class ForgedTables
{
    /// <summary>Sets what a touched entry says about the state that its account ends with.</summary>
    public static void Close(TouchedInput entry, Fr state, int signed)
    {
        entry.EndState = state;
        entry.Count = signed;
        Fr delta = state - ValueOf(entry.Packed) - (Number(signed) * Step);
        bool falls = delta.ToBigInteger() > Fr.Modulus / 2;
        entry.Falls = falls ? 1 : 0;
        entry.Excess = falls ? -delta - Fr.One : delta;
    }

    /// <summary>The same for a new account.</summary>
    public static void Close(NewAccountInput entry, Fr state, int signed)
    {
        entry.Count = signed;
        entry.Balance = state - (Number(signed) * Step);
    }

    /// <summary>Opens every used entry in the tree that the entries before it left, with the leaf that it claims.
    /// </summary>
    /// <remarks>
    /// The path is rebuilt from the claimed leaf, so a wrong leaf leads to a wrong root and to nothing else;
    /// <see cref="OpenTruly"/> gives the path of the leaf that is there.
    /// </remarks>
    /// <param name="circuit">The block.</param>
    /// <param name="tree">The true tree before the block.</param>
    /// <param name="entries">Only so many touched entries; all and the new accounts if not given.</param>
    /// <returns>The tree behind them.</returns>
    public static MerkleStateTree Open(BlockCircuit circuit, MerkleStateTree tree, int? entries = null)
    {
        foreach (TouchedInput entry in circuit.Touched.Take(entries ?? circuit.Touched.Length))
        {
            Fr before = Leaf(entry, ValueOf(entry.Packed));
            uint index = (uint)(ValueOf(entry.Index).ToBigInteger() & uint.MaxValue);
            if (ValueOf(entry.Used).IsZero)
            {
                Fill(entry.Children, new MerklePath(index, new Fr[MerklePath.SiblingCount]), before);
                continue;
            }

            Fill(entry.Children, tree.Open(index), before);
            Fr after = ValueOf(entry.EndState) - (ValueOf(entry.Count) * Power(208));
            tree = tree.SetLeaf(index, Leaf(entry, after));
        }

        return entries is null ? OpenNew(circuit, tree) : tree;
    }

    /// <summary>The path of an entry with the leaf that really stands there.</summary>
    public static void OpenTruly(Wire[][] children, MerkleStateTree tree, uint index) =>
        Fill(children, tree.Open(index), tree.GetLeaf(index));

    private static MerkleStateTree OpenNew(BlockCircuit circuit, MerkleStateTree tree)
    {
        BigInteger count = ValueOf(circuit.Header.AccountCount).ToBigInteger();
        for (int j = 0; j < circuit.NewAccounts.Length; j++)
        {
            NewAccountInput entry = circuit.NewAccounts[j];
            bool used = !ValueOf(entry.Used).IsZero;
            uint index = used ? (uint)((count + j) & uint.MaxValue) : 0;
            MerklePath path = used ? tree.Open(index) : new MerklePath(0, new Fr[MerklePath.SiblingCount]);
            Fill(entry.Children, path, Fr.Zero);
            tree = used ? tree.SetLeaf(index, Leaf(entry)) : tree;
        }

        return tree;
    }

    private static Fr Leaf(TouchedInput entry, Fr packed) => Poseidon.Hash(
        [ValueOf(entry.Token), ValueOf(entry.Owner), packed, ValueOf(entry.Ay)]);

    private static Fr Leaf(NewAccountInput entry) => Poseidon.Hash(
    [
        ValueOf(entry.Token),
        ValueOf(entry.L1Address) + (ValueOf(entry.Sign) * Power(160)),
        ValueOf(entry.Balance) + (ValueOf(entry.Count) * Power(160)),
        ValueOf(entry.Ay),
    ]);

    private static void Fill(Wire[][] children, MerklePath path, Fr leaf)
    {
        Fr[] nodes = path.Nodes(in leaf);
        Span<Fr> level = stackalloc Fr[TreeShape.Arity];
        for (int k = 0; k < TreeShape.Depth; k++)
        {
            path.CopyChildren(k, in nodes[k], level);
            Fr[] images = MerkleUpdate.Transform(level);
            for (int i = 0; i < images.Length; i++)
            {
                children[k][i] = images[i];
            }
        }
    }
}
