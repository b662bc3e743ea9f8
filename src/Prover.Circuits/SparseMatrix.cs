namespace Prover.Circuits;

/// <summary>A matrix in compressed rows; coefficients are ids into <see cref="R1cs.Coefficients"/>.</summary>
/// <remarks>
/// Row i is the terms RowStarts[i] … RowStarts[i+1]−1. Within a row wires increase strictly, and no coefficient is
/// zero.
/// </remarks>
public sealed class SparseMatrix
{
    private readonly uint[] _rowStarts;
    private readonly uint[] _wireIndices;
    private readonly uint[] _coefficientIds;

    /// <summary>Takes over the three arrays.</summary>
    /// <exception cref="ArgumentException">The arrays do not fit together.</exception>
    public SparseMatrix(uint[] rowStarts, uint[] wireIndices, uint[] coefficientIds)
    {
        ArgumentNullException.ThrowIfNull(rowStarts);
        ArgumentNullException.ThrowIfNull(wireIndices);
        ArgumentNullException.ThrowIfNull(coefficientIds);
        if (rowStarts.Length == 0 || rowStarts[0] != 0 || rowStarts[^1] != wireIndices.Length
            || wireIndices.Length != coefficientIds.Length)
        {
            throw new ArgumentException("Row starts, wire indices and coefficient ids do not fit together.");
        }

        _rowStarts = rowStarts;
        _wireIndices = wireIndices;
        _coefficientIds = coefficientIds;
    }

    /// <summary>Number of rows.</summary>
    public int RowCount => _rowStarts.Length - 1;

    /// <summary>Number of terms.</summary>
    public int NonZeros => _wireIndices.Length;

    /// <summary>RowCount + 1 offsets into the two other arrays.</summary>
    public ReadOnlySpan<uint> RowStarts => _rowStarts;

    /// <summary>The wire of each term.</summary>
    public ReadOnlySpan<uint> WireIndices => _wireIndices;

    /// <summary>The coefficient id of each term.</summary>
    public ReadOnlySpan<uint> CoefficientIds => _coefficientIds;

    /// <summary>The wires of one row.</summary>
    public ReadOnlySpan<uint> RowWires(int row) => _wireIndices.AsSpan(Range(row));

    /// <summary>The coefficient ids of one row.</summary>
    public ReadOnlySpan<uint> RowCoefficientIds(int row) => _coefficientIds.AsSpan(Range(row));

    private Range Range(int row) => (int)_rowStarts[row]..(int)_rowStarts[row + 1];
}
