using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>
/// The state tree: 8-ary, 11 levels, node = Poseidon(child₀ … child₇), empty subtrees hashed up from leaf 0.
/// </summary>
/// <remarks>
/// Immutable and sparse: an update copies the 11 nodes of one path and shares the rest. Hashes are computed when a root
/// or a path is asked for, each node once, so n updates between two roots cost about n·8/7/8 hashes where they are
/// dense.
/// </remarks>
public sealed class MerkleStateTree : IStateCommitment<MerkleStateTree, MerklePath>
{
    private readonly MerkleNode? _root;

    private MerkleStateTree(MerkleNode? root) => _root = root;

    /// <summary>The tree without accounts.</summary>
    public static MerkleStateTree Empty { get; } = new(null);

    /// <inheritdoc/>
    public Fr Root => HashOf(_root, TreeShape.Depth);

    /// <summary>The hash of an empty subtree whose root is at a level; level 0 is the empty leaf, 0.</summary>
    public static Fr EmptyAt(int level) => EmptyNodes.At(level);

    /// <inheritdoc/>
    public Fr GetLeaf(uint index)
    {
        MerkleNode? node = _root;
        for (int level = TreeShape.Depth; level > 1 && node is not null; level--)
        {
            node = node.Child(TreeShape.PositionAt(index, level - 1));
        }

        return node is null ? Fr.Zero : node.Leaf(TreeShape.PositionAt(index, 0));
    }

    /// <inheritdoc/>
    public MerkleStateTree SetLeaf(uint index, in Fr leaf) => new(Set(_root, TreeShape.Depth, index, in leaf));

    /// <inheritdoc/>
    public MerklePath Open(uint index)
    {
        var siblings = new Fr[MerklePath.SiblingCount];
        MerkleNode? node = _root;
        for (int level = TreeShape.Depth - 1; level >= 0; level--)
        {
            CopySiblings(node, level, index, siblings.AsSpan(level * TreeShape.SiblingsPerLevel));
            node = level == 0 ? null : node?.Child(TreeShape.PositionAt(index, level));
        }

        return new MerklePath(index, siblings);
    }

    private static MerkleNode Set(MerkleNode? node, int level, uint index, in Fr leaf)
    {
        int position = TreeShape.PositionAt(index, level - 1);
        if (level == 1)
        {
            return MerkleNode.WithLeaf(node, position, in leaf);
        }

        return MerkleNode.WithChild(node, position, Set(node?.Child(position), level - 1, index, in leaf));
    }

    private static void CopySiblings(MerkleNode? parent, int level, uint index, Span<Fr> siblings)
    {
        int own = TreeShape.PositionAt(index, level);
        for (int position = 0, next = 0; position < TreeShape.Arity; position++)
        {
            if (position != own)
            {
                siblings[next++] = ChildHash(parent, level, position);
            }
        }
    }

    private static Fr ChildHash(MerkleNode? parent, int level, int position) =>
        parent is null ? EmptyNodes.At(level)
        : level == 0 ? parent.Leaf(position)
        : HashOf(parent.Child(position), level);

    private static Fr HashOf(MerkleNode? node, int level)
    {
        if (node is null)
        {
            return EmptyNodes.At(level);
        }

        if (!node.TryGetHash(out Fr hash))
        {
            Span<Fr> children = stackalloc Fr[TreeShape.Arity];
            for (int position = 0; position < TreeShape.Arity; position++)
            {
                children[position] = ChildHash(node, level - 1, position);
            }

            hash = Poseidon.Hash(children);
            node.SetHash(in hash);
        }

        return hash;
    }

    private static class EmptyNodes
    {
        private static readonly Fr[] Levels = Compute();

        public static Fr At(int level) => Levels[level];

        private static Fr[] Compute()
        {
            var levels = new Fr[TreeShape.Depth + 1];
            Span<Fr> children = stackalloc Fr[TreeShape.Arity];
            for (int level = 1; level <= TreeShape.Depth; level++)
            {
                children.Fill(levels[level - 1]);
                levels[level] = Poseidon.Hash(children);
            }

            return levels;
        }
    }
}
