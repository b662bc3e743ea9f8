using System.Runtime.CompilerServices;
using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>
/// Replaces one leaf of a Poseidon tree: the old and the new root along one path with shared siblings.
/// </summary>
/// <remarks>
/// Node = Poseidon(its a children), a = 2, 4, 8 or 16. A level is given as y: for each child c the value (c + k)⁵
/// that it has
/// behind the first S-box layer of its parent's hash, k being that input's round constant. x ↦ (x + k)⁵ is a
/// bijection of
/// 𝔽r, so a free y is the same as a free child, and only the child on the path has to pass the S-box in the circuit.
/// Per level: select u = y[pos]; require u = (old + k[pos])⁵; the old parent is the rest of the hash of y; then
/// y[pos] becomes v = (new + k[pos])⁵, the others stay, and the new parent is the rest of that hash.
/// Sound: old node and position fix u; whatever the other y are, they are the images of exactly one list of siblings,
/// and that list is used for both hashes. So the old root is an opening of the old leaf at the position, and the new
/// root is that of the same tree with the new leaf, up to collisions of Poseidon.
/// </remarks>
public static class MerkleUpdate
{
    /// <summary>Both roots of one path.</summary>
    /// <param name="OldRoot">Root with the old leaf.</param>
    /// <param name="NewRoot">Root with the new leaf.</param>
    public readonly record struct Roots(Wire OldRoot, Wire NewRoot);

    /// <summary>Computes both roots.</summary>
    /// <remarks>
    /// Constraints per level for arity a = 2^k, H(a) the cost of Poseidon of a inputs: 2·(H(a) − 3a) for the hashes +
    /// 2·(a − 1) to select and place +
    /// 2^k − k − 1 for k[pos] + 6 for two S-boxes: 780 for a = 8 (plain: 818, <see cref="ApplyReference"/>). Index
    /// bits that are
    /// constants fold: a top level whose highest bit of three is 0 costs 769.
    /// Sound if all index bits are 0 or 1.
    /// </remarks>
    /// <param name="cs">The builder.</param>
    /// <param name="oldLeaf">The leaf before.</param>
    /// <param name="newLeaf">The leaf after.</param>
    /// <param name="indexBits">k bits per level, leaf level first, least significant first; known to be 0 or 1.</param>
    /// <param name="levels">Per level, leaves first: a transformed children (<see cref="Transform"/>); may be free
    /// inputs.</param>
    /// <param name="expression">Given by the compiler, for reports.</param>
    /// <param name="file">Given by the compiler, for reports.</param>
    /// <param name="line">Given by the compiler, for reports.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static Roots Apply(
        CircuitBuilder cs,
        in Wire oldLeaf,
        in Wire newLeaf,
        ReadOnlySpan<Wire> indexBits,
        ReadOnlySpan<Wire[]> levels,
        [CallerArgumentExpression(nameof(oldLeaf))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(cs);
        int bitsPerLevel = BitsPerLevel(indexBits, levels);
        using ScopeHandle scope = cs.Claim("MerkleUpdate", "{0} is the leaf at its index", expression, 0, file, line);
        Wire oldNode = oldLeaf;
        Wire newNode = newLeaf;
        for (int level = 0; level < levels.Length; level++)
        {
            using ScopeHandle levelScope = cs.Scope("level", level);
            ReadOnlySpan<Wire> bits = indexBits.Slice(level * bitsPerLevel, bitsPerLevel);
            Wire[] before = levels[level];
            Wire constant = Selection.Lookup(
                cs, Selection.Monomials(bits), PoseidonGadget.FirstConstants(before.Length));
            Wire u = PoseidonGadget.Sbox(oldNode + constant);
            Wire v = PoseidonGadget.Sbox(newNode + constant);
            cs.AssertEqual(Selection.Mux(bits, before), u);
            Wire[] after = Selection.Demux(bits, v - u);
            for (int i = 0; i < after.Length; i++)
            {
                after[i] += before[i];
            }

            oldNode = PoseidonGadget.FinishFromFirstSbox(cs, before);
            newNode = PoseidonGadget.FinishFromFirstSbox(cs, after);
        }

        return new Roots(oldNode, newNode);
    }

    /// <summary>The slow twin: the same statement over plain children.</summary>
    /// <remarks>Constraints per level: 2·H(a) + 2·(a − 1); 818 for a = 8.</remarks>
    /// <param name="cs">The builder.</param>
    /// <param name="oldLeaf">The leaf before.</param>
    /// <param name="newLeaf">The leaf after.</param>
    /// <param name="indexBits">k bits per level, leaf level first, least significant first; known to be 0 or 1.</param>
    /// <param name="levels">Per level, leaves first: the a children before the update; may be free inputs.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static Roots ApplyReference(
        CircuitBuilder cs, in Wire oldLeaf, in Wire newLeaf, ReadOnlySpan<Wire> indexBits, ReadOnlySpan<Wire[]> levels)
    {
        ArgumentNullException.ThrowIfNull(cs);
        int bitsPerLevel = BitsPerLevel(indexBits, levels);
        Wire oldNode = oldLeaf;
        Wire newNode = newLeaf;
        for (int level = 0; level < levels.Length; level++)
        {
            ReadOnlySpan<Wire> bits = indexBits.Slice(level * bitsPerLevel, bitsPerLevel);
            Wire[] children = levels[level];
            cs.AssertEqual(Selection.Mux(bits, children), oldNode);
            Wire[] changed = Selection.Demux(bits, newNode - oldNode);
            for (int i = 0; i < changed.Length; i++)
            {
                changed[i] += children[i];
            }

            oldNode = PoseidonGadget.Hash(cs, children);
            newNode = PoseidonGadget.Hash(cs, changed);
        }

        return new Roots(oldNode, newNode);
    }

    /// <summary>The root over one leaf: an opening without a change.</summary>
    /// <remarks>Constraints per level: H(a) − 3a + (a − 1) + 2^k − k − 1 + 3; 392 for a = 8.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static Wire Open(
        CircuitBuilder cs,
        in Wire leaf,
        ReadOnlySpan<Wire> indexBits,
        ReadOnlySpan<Wire[]> levels,
        [CallerArgumentExpression(nameof(leaf))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(cs);
        int bitsPerLevel = BitsPerLevel(indexBits, levels);
        using ScopeHandle scope = cs.Claim("MerkleOpen", "{0} is the leaf at its index", expression, 0, file, line);
        Wire node = leaf;
        for (int level = 0; level < levels.Length; level++)
        {
            using ScopeHandle levelScope = cs.Scope("level", level);
            ReadOnlySpan<Wire> bits = indexBits.Slice(level * bitsPerLevel, bitsPerLevel);
            Wire[] children = levels[level];
            Wire constant = Selection.Lookup(
                cs, Selection.Monomials(bits), PoseidonGadget.FirstConstants(children.Length));
            cs.AssertEqual(Selection.Mux(bits, children), PoseidonGadget.Sbox(node + constant));
            node = PoseidonGadget.FinishFromFirstSbox(cs, children);
        }

        return node;
    }

    /// <summary>
    /// What an assignment gives for one level: (childᵢ + kᵢ)⁵ for all children, the one on the path included.
    /// </summary>
    public static Fr[] Transform(ReadOnlySpan<Fr> children)
    {
        ReadOnlySpan<Fr> constants = PoseidonGadget.FirstConstants(children.Length);
        Fr[] transformed = new Fr[children.Length];
        for (int i = 0; i < transformed.Length; i++)
        {
            Fr x = children[i] + constants[i];
            Fr square = x.Square();
            transformed[i] = square.Square() * x;
        }

        return transformed;
    }

    private static int BitsPerLevel(ReadOnlySpan<Wire> indexBits, ReadOnlySpan<Wire[]> levels)
    {
        if (levels.Length == 0 || indexBits.Length % levels.Length != 0)
        {
            throw new ArgumentException($"{indexBits.Length} index bits do not fit {levels.Length} levels.");
        }

        int bits = indexBits.Length / levels.Length;
        foreach (Wire[] level in levels)
        {
            if (level.Length != 1 << bits)
            {
                throw new ArgumentException(
                    $"A level has {level.Length} children, its {bits} index bits need {1 << bits}.");
            }
        }

        return bits;
    }
}
