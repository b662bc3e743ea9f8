using Prover.Algebra;
using Prover.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Rollup.Tests;

public sealed class MerkleStateTreeTests(ITestOutputHelper output)
{
    [Fact]
    public void The_empty_tree_is_hashed_up_from_the_empty_leaf()
    {
        Fr node = Fr.Zero;
        for (int level = 0; level <= TreeShape.Depth; level++)
        {
            Assert.Equal(node, MerkleStateTree.EmptyAt(level));
            node = Poseidon.Hash([node, node, node, node, node, node, node, node]);
        }

        Assert.Equal(MerkleStateTree.EmptyAt(TreeShape.Depth), MerkleStateTree.Empty.Root);
    }

    [Fact]
    public void The_root_is_that_of_the_definition()
    {
        // The slow twin: a dictionary per level, every node from its eight children.
        Dictionary<ulong, Fr> leaves = new()
        {
            [0] = Fr.FromUInt64(10),
            [1] = Fr.FromUInt64(11),
            [8] = Fr.FromUInt64(12),
            [12_345_678] = Fr.FromUInt64(13),
            [uint.MaxValue] = -Fr.One,
        };
        MerkleStateTree tree = leaves.Aggregate(
            MerkleStateTree.Empty, (tree, leaf) => tree.SetLeaf((uint)leaf.Key, leaf.Value));

        Dictionary<ulong, Fr> nodes = leaves;
        for (int level = 0; level < TreeShape.Depth; level++)
        {
            Fr empty = MerkleStateTree.EmptyAt(level);
            nodes = nodes.Keys.Select(key => key / 8).Distinct().ToDictionary(
                key => key,
                key => Poseidon.Hash([.. Enumerable.Range(0, 8)
                    .Select(i => nodes.GetValueOrDefault((8 * key) + (ulong)i, empty))]));
        }

        Assert.Equal(Assert.Single(nodes).Value, tree.Root);
        Assert.All(leaves, leaf => Assert.Equal(leaf.Value, tree.GetLeaf((uint)leaf.Key)));
        Assert.Equal(Fr.Zero, tree.GetLeaf(2));
        Assert.Equal(Fr.Zero, tree.GetLeaf(4_000_000_000));
    }

    [Fact]
    public void A_path_opens_a_leaf_set_or_not_and_survives_its_own_update()
    {
        var random = new Random(4);
        MerkleStateTree tree = MerkleStateTree.Empty;
        uint[] indices = [0, 7, 8, 511, 512, 99_999, uint.MaxValue];
        foreach (uint index in indices)
        {
            MerklePath before = tree.Open(index);
            Assert.Equal(tree.Root, before.RootOf(tree.GetLeaf(index)));

            Fr leaf = RandomDiff.Element(random);
            tree = tree.SetLeaf(index, in leaf);

            Assert.Equal(tree.Root, before.RootOf(in leaf));
            Assert.NotEqual(tree.Root, before.RootOf(leaf + Fr.One));
        }
    }

    [Fact]
    public void An_update_leaves_the_earlier_tree_as_it_was()
    {
        MerkleStateTree first = MerkleStateTree.Empty.SetLeaf(3, Fr.One);
        Fr root = first.Root;
        MerkleStateTree second = first.SetLeaf(3, Fr.Zero);

        Assert.Equal(root, first.Root);
        Assert.Equal(Fr.One, first.GetLeaf(3));
        Assert.Equal(MerkleStateTree.Empty.Root, second.Root);
    }

    [Fact]
    public void The_children_of_a_path_are_in_index_order()
    {
        MerkleStateTree tree = MerkleStateTree.Empty;
        for (uint index = 8; index < 16; index++)
        {
            tree = tree.SetLeaf(index, Fr.FromUInt64(index));
        }

        var children = new Fr[TreeShape.Arity];
        tree.Open(11).CopyChildren(0, Fr.FromUInt64(99), children);
        Assert.Equal([8, 9, 10, 99, 12, 13, 14, 15], children.Select(child => (int)child.ToBigInteger()));
    }

    [Fact]
    public void A_hundred_thousand_accounts_are_committed_to_in_seconds()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        MerkleStateTree tree = MerkleStateTree.Empty;
        for (uint index = 0; index < 100_000; index++)
        {
            tree = tree.SetLeaf(index, Fr.FromUInt64(index + 1ul));
        }

        long set = watch.ElapsedMilliseconds;
        Fr root = tree.Root;
        output.WriteLine($"set {set} ms, root after {watch.ElapsedMilliseconds} ms");
        Assert.Equal(root, tree.Open(77_777).RootOf(Fr.FromUInt64(77_778)));
    }
}
