using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>A node of the state tree that is not empty: 8 leaves at level 1, 8 nodes (null: empty) above.</summary>
/// <remarks>Its children never change; its hash is filled in once, by whoever needs it first.</remarks>
internal sealed class MerkleNode
{
    private readonly MerkleNode?[]? _children;
    private readonly Fr[]? _leaves;
    private Fr _hash;
    private volatile bool _hashed;

    private MerkleNode(MerkleNode?[]? children, Fr[]? leaves)
    {
        _children = children;
        _leaves = leaves;
    }

    /// <summary>A copy of a level-1 node (null: empty) with another leaf at a position.</summary>
    public static MerkleNode WithLeaf(MerkleNode? node, int position, in Fr leaf)
    {
        Fr[] leaves = node is null ? new Fr[TreeShape.Arity] : (Fr[])node._leaves!.Clone();
        leaves[position] = leaf;
        return new MerkleNode(null, leaves);
    }

    /// <summary>A copy of a node above level 1 (null: empty) with another child at a position.</summary>
    public static MerkleNode WithChild(MerkleNode? node, int position, MerkleNode child)
    {
        MerkleNode?[] children =
            node is null ? new MerkleNode?[TreeShape.Arity] : (MerkleNode?[])node._children!.Clone();
        children[position] = child;
        return new MerkleNode(children, null);
    }

    /// <summary>The child at a position of a node above level 1.</summary>
    public MerkleNode? Child(int position) => _children![position];

    /// <summary>The leaf at a position of a node at level 1.</summary>
    public Fr Leaf(int position) => _leaves![position];

    /// <summary>The hash, if it was computed.</summary>
    public bool TryGetHash(out Fr hash)
    {
        bool hashed = _hashed;
        hash = hashed ? _hash : default;
        return hashed;
    }

    /// <summary>
    /// Keeps the hash. Two threads may both do so: they write the same value before the flag is seen.
    /// </summary>
    public void SetHash(in Fr hash)
    {
        _hash = hash;
        _hashed = true;
    }
}
