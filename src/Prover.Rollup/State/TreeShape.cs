namespace Prover.Rollup;

/// <summary>The shape of the state tree: 8 children per node, 11 levels, so 2^33 leaves for 2^32 indices.</summary>
public static class TreeShape
{
    /// <summary>Children per node.</summary>
    public const int Arity = 8;

    /// <summary>Bits of the index that one level takes.</summary>
    public const int ArityBits = 3;

    /// <summary>Levels of nodes above the leaves.</summary>
    public const int Depth = 11;

    /// <summary>Other children per level on a path.</summary>
    public const int SiblingsPerLevel = Arity - 1;

    /// <summary>Indices lie below this.</summary>
    public const ulong IndexLimit = 1UL << 32;

    /// <summary>
    /// The position among its siblings, in [0, 8), of the path's node at a level; leaves are level 0.
    /// </summary>
    public static int PositionAt(uint index, int level) => (int)(((ulong)index >> (ArityBits * level)) & (Arity - 1));
}
