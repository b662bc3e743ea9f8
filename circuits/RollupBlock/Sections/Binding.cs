using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuits.Gadgets;

namespace Prover.Circuit.RollupBlock;

/// <summary>Binds the public words: C commits to them, y is their polynomial at the challenge z.</summary>
/// <remarks>
/// Two different vectors agree at a random z with probability at most |W| / r; the contract draws z after C and
/// everything that enters its own vector are fixed. Cost: 609 per 15 words and 1 per word.
/// </remarks>
internal static class Binding
{
    /// <summary>Words that one step of the sponge takes.</summary>
    private const int Rate = 15;

    /// <summary>Constrains C and y.</summary>
    public static void Check(CircuitBuilder cs, IReadOnlyList<Wire> words, Wire commitment, Wire z, Wire y)
    {
        using ScopeHandle scope = cs.Scope("binding");
        // C is the hash of the public words.
        cs.AssertEqual(commitment, Commit(cs, words));

        // Horner from the last word; the last step is the assertion itself.
        Wire sum = words[^1];
        for (int i = words.Count - 2; i > 0; i--)
        {
            sum = (sum * z) + words[i];
        }

        // Y is the polynomial of the words at z.
        cs.AssertProduct(sum, z, y - words[0]);
    }

    private static Wire Commit(CircuitBuilder cs, IReadOnlyList<Wire> words)
    {
        Wire state = Fr.FromUInt64((ulong)words.Count);
        for (int start = 0; start < words.Count; start += Rate)
        {
            Wire[] block = new Wire[Rate + 1];
            Array.Fill(block, Fr.Zero);
            block[0] = state;
            for (int i = 0; i < Rate && start + i < words.Count; i++)
            {
                block[i + 1] = words[start + i];
            }

            state = PoseidonGadget.Hash(cs, block);
        }

        return state;
    }
}
