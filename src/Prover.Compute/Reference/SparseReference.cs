using Prover.Algebra;

namespace Prover.Compute;

/// <summary>The slow twin of the sparse product: walks all entries, knows no special coefficients.</summary>
public static class SparseReference
{
    /// <summary>M·x, with M.Rows elements.</summary>
    public static Fr[] Multiply(SparseMatrix matrix, ReadOnlySpan<Fr> vector)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var result = new Fr[matrix.Rows];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (uint e = matrix.RowStarts.Span[row]; e < matrix.RowStarts.Span[row + 1]; e++)
            {
                Fr value = matrix.Coefficients.Span[(int)matrix.CoefficientOf.Span[(int)e]];
                result[row] += value * vector[(int)matrix.ColumnOf.Span[(int)e]];
            }
        }

        return result;
    }
}
