using Prover.Algebra;

namespace Prover.Compute;

/// <summary>A sparse matrix over 𝔽r in compressed rows, as it lies in host memory.</summary>
/// <remarks>
/// Entry e of row i, for RowStarts[i] ≤ e &lt; RowStarts[i + 1], stands in column ColumnOf[e] and has the value
/// Coefficients[CoefficientOf[e]]. Few different values occur, hence the table. It always begins with 1 and −1,
/// used or not, so that a kernel may add or subtract for the coefficient numbers 0 and 1. A column may occur twice
/// in a row: the entries add up.
/// </remarks>
public sealed class SparseMatrix
{
    /// <summary>Coefficient number of 1.</summary>
    public const uint One = 0;

    /// <summary>Coefficient number of −1.</summary>
    public const uint MinusOne = 1;

    /// <summary>Describes a matrix; the memory must stay as it is as long as the matrix is used.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="rowStarts">Rows + 1 ascending numbers from 0 to the number of entries.</param>
    /// <param name="columnOf">The column of each entry, below <paramref name="columns"/>.</param>
    /// <param name="coefficientOf">The coefficient number of each entry, an index of
    /// <paramref name="coefficients"/>.</param>
    /// <param name="coefficients">The values; the first two are 1 and −1.</param>
    /// <exception cref="ArgumentException">The parts do not fit together. Looks at every entry once.</exception>
    public SparseMatrix(
        int columns,
        FixedMemory<uint> rowStarts,
        FixedMemory<uint> columnOf,
        FixedMemory<uint> coefficientOf,
        FixedMemory<Fr> coefficients)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Columns = columns;
        RowStarts = rowStarts;
        ColumnOf = columnOf;
        CoefficientOf = coefficientOf;
        Coefficients = coefficients;
        string? fault = Fault();
        if (fault is not null)
        {
            throw new ArgumentException($"Not a sparse matrix: {fault}.");
        }
    }

    /// <summary>Number of rows.</summary>
    public int Rows => RowStarts.Length - 1;

    /// <summary>Number of columns: the length of a vector that the matrix can be multiplied with.</summary>
    public int Columns { get; }

    /// <summary>Number of entries.</summary>
    public int Entries => ColumnOf.Length;

    /// <summary>Where each row begins, and the number of entries at the end.</summary>
    public FixedMemory<uint> RowStarts { get; }

    /// <summary>The column of each entry.</summary>
    public FixedMemory<uint> ColumnOf { get; }

    /// <summary>The coefficient number of each entry.</summary>
    public FixedMemory<uint> CoefficientOf { get; }

    /// <summary>The different values; 1 and −1 first.</summary>
    public FixedMemory<Fr> Coefficients { get; }

    /// <summary>A matrix with copies of the given arrays.</summary>
    /// <inheritdoc cref="SparseMatrix(int, FixedMemory{uint}, FixedMemory{uint}, FixedMemory{uint}, FixedMemory{Fr})"/>
    public static SparseMatrix CopyOf(
        int columns,
        ReadOnlySpan<uint> rowStarts,
        ReadOnlySpan<uint> columnOf,
        ReadOnlySpan<uint> coefficientOf,
        ReadOnlySpan<Fr> coefficients) =>
        new(
            columns,
            AlignedBuffer<uint>.From(rowStarts).Memory,
            AlignedBuffer<uint>.From(columnOf).Memory,
            AlignedBuffer<uint>.From(coefficientOf).Memory,
            AlignedBuffer<Fr>.From(coefficients).Memory);

    private string? Fault()
    {
        ReadOnlySpan<uint> starts = RowStarts.Span;
        if (starts.IsEmpty || starts[0] != 0 || starts[^1] != (uint)Entries || CoefficientOf.Length != Entries)
        {
            return "row starts, columns and coefficient numbers disagree about the number of entries";
        }

        for (int i = 1; i < starts.Length; i++)
        {
            if (starts[i] < starts[i - 1])
            {
                return $"row {i - 1} ends before it begins";
            }
        }

        ReadOnlySpan<Fr> table = Coefficients.Span;
        if (table.Length < 2 || table[0] != Fr.One || table[1] != -Fr.One)
        {
            return "the coefficient table does not begin with 1 and -1";
        }

        return AllBelow(ColumnOf.Span, Columns) && AllBelow(CoefficientOf.Span, table.Length)
            ? null
            : "an entry has a column or a coefficient number out of range";
    }

    private static bool AllBelow(ReadOnlySpan<uint> values, int bound)
    {
        uint largest = 0;
        foreach (uint value in values)
        {
            largest = Math.Max(largest, value);
        }

        return values.IsEmpty || largest < (uint)bound;
    }
}
