using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>The siblings on the way from one leaf to the root: 11 levels of 7, leaves first, in index order.</summary>
public sealed class MerklePath
{
    /// <summary>Siblings in all.</summary>
    public const int SiblingCount = TreeShape.Depth * TreeShape.SiblingsPerLevel;

    private readonly Fr[] _siblings;

    /// <summary>
    /// Takes 77 siblings, level by level from the leaves up; the array is not copied and must not change.
    /// </summary>
    /// <exception cref="ArgumentException">Not 77 siblings.</exception>
    public MerklePath(uint index, Fr[] siblings)
    {
        ArgumentNullException.ThrowIfNull(siblings);
        if (siblings.Length != SiblingCount)
        {
            throw new ArgumentException(
                $"Expected {SiblingCount} siblings, found {siblings.Length}.", nameof(siblings));
        }

        Index = index;
        _siblings = siblings;
    }

    /// <summary>The leaf's index.</summary>
    public uint Index { get; }

    /// <summary>All siblings, level by level.</summary>
    public ReadOnlySpan<Fr> Siblings => _siblings;

    /// <summary>The 7 siblings at a level; leaves are level 0.</summary>
    public ReadOnlySpan<Fr> SiblingsAt(int level) =>
        _siblings.AsSpan(level * TreeShape.SiblingsPerLevel, TreeShape.SiblingsPerLevel);

    /// <summary>
    /// The 8 children of the path's node at level + 1, in index order, if the path's own child is <paramref
    /// name="own"/>.
    /// </summary>
    public void CopyChildren(int level, in Fr own, Span<Fr> children)
    {
        ReadOnlySpan<Fr> siblings = SiblingsAt(level);
        int position = TreeShape.PositionAt(Index, level);
        siblings[..position].CopyTo(children);
        children[position] = own;
        siblings[position..].CopyTo(children[(position + 1)..]);
    }

    /// <summary>The path's own node at levels 0 … 11: the leaf first, the root last.</summary>
    /// <remarks>11 hashes.</remarks>
    public Fr[] Nodes(in Fr leaf)
    {
        var nodes = new Fr[TreeShape.Depth + 1];
        Span<Fr> children = stackalloc Fr[TreeShape.Arity];
        nodes[0] = leaf;
        for (int level = 0; level < TreeShape.Depth; level++)
        {
            CopyChildren(level, in nodes[level], children);
            nodes[level + 1] = Poseidon.Hash(children);
        }

        return nodes;
    }

    /// <summary>The root that this path and leaf lead to.</summary>
    public Fr RootOf(in Fr leaf) => Nodes(in leaf)[TreeShape.Depth];
}
