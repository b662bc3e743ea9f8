using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuits.Gadgets;
using Prover.Rollup;

namespace Prover.Circuit.RollupBlock;

/// <summary>Fills in the children of one path as the circuit wants them: behind the first S-box layer.</summary>
internal static class PathAssignment
{
    private static readonly Fr[] NoSiblings = new Fr[MerklePath.SiblingCount];

    /// <summary>The path of a used entry, with the leaf that stands there before.</summary>
    public static void Fill(Wire[][] children, MerklePath path, in Fr oldLeaf)
    {
        Fr[] nodes = path.Nodes(in oldLeaf);
        Span<Fr> level = stackalloc Fr[TreeShape.Arity];
        for (int k = 0; k < TreeShape.Depth; k++)
        {
            path.CopyChildren(k, in nodes[k], level);
            Fr[] images = MerkleUpdate.Transform(level);
            for (int i = 0; i < TreeShape.Arity; i++)
            {
                children[k][i] = images[i];
            }
        }
    }

    /// <summary>Any path that holds the leaf of a padding entry at index 0; its root counts for nothing.</summary>
    public static void FillPadding(Wire[][] children, in Fr leaf) =>
        Fill(children, new MerklePath(0, NoSiblings), in leaf);
}
