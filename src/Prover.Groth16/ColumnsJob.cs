using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>columnsᵢ ← Σⱼ M[j, i]·basisⱼ for one matrix of a constraint system, row by row.</summary>
/// <remarks>One piece after another, since rows share columns; short ones, so that a setup can be cancelled.</remarks>
internal sealed class ColumnsJob(
    R1cs r1cs, Circuits.SparseMatrix matrix, int inputRows, FixedMemory<Fr> basis, FixedMemory<Fr> columns)
    : ComputeJob
{
    private const int RowGrain = 1 << 14;

    /// <inheritdoc/>
    public override int Stages => 1 + ((matrix.RowCount + RowGrain - 1) / RowGrain);

    /// <inheritdoc/>
    public override double Cost(int stage) => 45.0 * matrix.NonZeros / Stages;

    /// <inheritdoc/>
    public override int Begin(int stage) => 1;

    /// <inheritdoc/>
    public override void Run(int stage, int piece)
    {
        if (stage == Stages - 1)
        {
            AddInputRows();
            return;
        }

        ReadOnlySpan<Fr> values = basis.Span;
        Span<Fr> sums = columns.Span;
        int end = Math.Min(matrix.RowCount, (stage + 1) * RowGrain);
        for (int row = stage * RowGrain; row < end; row++)
        {
            ReadOnlySpan<uint> wires = matrix.RowWires(row);
            ReadOnlySpan<uint> coefficients = matrix.RowCoefficientIds(row);
            for (int e = 0; e < wires.Length; e++)
            {
                sums[(int)wires[e]] += r1cs.Coefficients[(int)coefficients[e]] * values[row];
            }
        }
    }

    /// <summary>After the constraints, row i of A has a 1 in column i for the constant one and each public
    /// input.</summary>
    private void AddInputRows()
    {
        for (int i = 0; i < inputRows; i++)
        {
            columns.Span[i] += basis.Span[r1cs.ConstraintCount + i];
        }
    }
}
