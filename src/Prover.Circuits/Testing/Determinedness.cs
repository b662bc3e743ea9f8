using Prover.Algebra;

namespace Prover.Circuits.Testing;

/// <summary>What the Jacobian of a circuit says at one witness.</summary>
/// <param name="Constraints">Rows of the R1CS.</param>
/// <param name="Rank">Rank of the Jacobian over created wires and outputs.</param>
/// <param name="FreeWires">Columns without a pivot: directions in which something can move.</param>
/// <param name="FreeOutputs">Outputs that can move while every other input stays: an under-constrained circuit.</param>
public sealed record DeterminednessReport(int Constraints, int Rank, int FreeWires, IReadOnlyList<string> FreeOutputs)
{
    /// <summary>Constraints that follow from others, to first order at this witness.</summary>
    public int Redundant => Constraints - Rank;
}

/// <summary>Looks for outputs that a prover could change while all inputs stay the same.</summary>
/// <remarks>
/// Differentiates every constraint at a satisfying witness: row i is (Bᵢ·w)·Aᵢ + (Aᵢ·w)·Bᵢ − Cᵢ on all wires but the
/// inputs.
/// A kernel vector that moves an output is an alarm; a free hint that moves none (the inverse of zero) is not.
/// First order and local: finite alternatives, such as the sign of a root or a missing booleanity that other bits still
/// pin, escape; use it at several witnesses and beside <see cref="LyingWitness"/>. Dense elimination: meant for
/// components
/// of a few thousand constraints. Idea: the Jacobian test for determined systems, over 𝔽r instead of the reals.
/// </remarks>
public static class Determinedness
{
    /// <summary>Analyses one circuit at one witness.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="witness">A satisfying witness.</param>
    /// <param name="isOutput">Which public inputs are outputs, by name; all other inputs are held fixed.</param>
    /// <exception cref="ArgumentException">The witness does not satisfy the circuit.</exception>
    public static DeterminednessReport Analyze(CompiledCircuit circuit, Witness witness, Func<string, bool> isOutput)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(isOutput);
        if (circuit.Check(witness.Values, limit: 1).Count > 0)
        {
            throw new ArgumentException("The witness does not satisfy the circuit.", nameof(witness));
        }

        int[] columns = Columns(circuit, isOutput, out List<string> outputs);
        int count = columns.Max() + 1;
        JacobianElimination elimination = new(count, count - outputs.Count);
        R1cs r1cs = circuit.R1cs;
        for (int row = 0; row < r1cs.ConstraintCount; row++)
        {
            AddScaled(elimination, r1cs, r1cs.A, row, columns, r1cs.Evaluate(r1cs.B, row, witness.Values));
            AddScaled(elimination, r1cs, r1cs.B, row, columns, r1cs.Evaluate(r1cs.A, row, witness.Values));
            AddScaled(elimination, r1cs, r1cs.C, row, columns, -Fr.One);
            elimination.EndRow();
        }

        List<string> free = [];
        for (int i = 0; i < outputs.Count; i++)
        {
            if (!elimination.IsDetermined(count - outputs.Count + i))
            {
                free.Add(outputs[i]);
            }
        }

        return new DeterminednessReport(r1cs.ConstraintCount, elimination.Rank, count - elimination.Rank, free);
    }

    /// <summary>
    /// Per wire its column: created wires first, outputs last, −1 for the constant and inputs held fixed.
    /// </summary>
    private static int[] Columns(CompiledCircuit circuit, Func<string, bool> isOutput, out List<string> outputs)
    {
        int[] columns = new int[circuit.R1cs.WireCount];
        columns[0] = -1;
        List<int> outputWires = [];
        outputs = [];
        for (int i = 0; i < circuit.InputNames.Count; i++)
        {
            int wire = circuit.InputWires[i];
            if (i < circuit.R1cs.PublicCount && isOutput(circuit.InputNames[i]))
            {
                outputWires.Add(wire);
                outputs.Add(circuit.InputNames[i]);
            }

            if (wire >= 0)
            {
                columns[wire] = -1;
            }
        }

        int next = 0;
        for (int wire = 0; wire < columns.Length; wire++)
        {
            columns[wire] = columns[wire] < 0 ? -1 : next++;
        }

        foreach (int wire in outputWires)
        {
            columns[wire] = next++;
        }

        return columns;
    }

    private static void AddScaled(
        JacobianElimination elimination, R1cs r1cs, SparseMatrix matrix, int row, int[] columns, in Fr factor)
    {
        ReadOnlySpan<uint> wires = matrix.RowWires(row);
        ReadOnlySpan<uint> ids = matrix.RowCoefficientIds(row);
        for (int i = 0; i < wires.Length; i++)
        {
            int column = columns[wires[i]];
            if (column >= 0)
            {
                elimination.Add(column, r1cs.Coefficients[(int)ids[i]] * factor);
            }
        }
    }
}
