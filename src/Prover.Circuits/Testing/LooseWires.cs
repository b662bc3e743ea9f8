using Prover.Algebra;

namespace Prover.Circuits.Testing;

/// <summary>Soundness test: wires of a satisfying witness that could change alone and no row would notice.</summary>
/// <remarks>
/// Each wire in turn gains 1, a random number, or what makes it 0, 1 − x or −x, while all others stay. All wires are
/// tried, since only the rows in which a wire occurs are looked at: O(non-zeros) in all. A loose wire is harmless if
/// nothing is meant to depend on it, such as the inverse of zero; the caller knows which those are. What several wires
/// can do together is asked of <see cref="LyingWitness"/> and <see cref="Forger"/>.
/// </remarks>
public static class LooseWires
{
    /// <summary>
    /// The names of loose wires: an input's name, a hint's label with its scope, or the scope of a product.
    /// </summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="assignment">An assignment that satisfies it.</param>
    /// <param name="seed">Seed of the random number.</param>
    /// <exception cref="UnsatisfiedException">The assignment does not satisfy the circuit.</exception>
    public static IReadOnlyList<string> Find(CompiledCircuit circuit, ICircuit assignment, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        List<HintInfo> hints = [];
        Fr? Record(HintInfo hint, Fr value)
        {
            hints.Add(hint);
            return null;
        }

        using Witness witness = circuit.Solve(assignment, new SolveOptions { HintOverride = Record });
        WireColumns columns = new(circuit.R1cs, witness.Values);
        Fr random = Fr.FromUInt64((ulong)new Random(seed).NextInt64());
        List<string> loose = [];
        for (int wire = 1; wire < circuit.R1cs.WireCount; wire++)
        {
            Fr value = witness.Values[wire];
            Fr[] changes = [Fr.One, random, -value, Fr.One - value - value, -value - value];
            if (Array.Exists(changes, change => !change.IsZero && columns.Tolerates(wire, in change)))
            {
                loose.Add(circuit.NameOf(wire, hints));
            }
        }

        return loose;
    }
}
