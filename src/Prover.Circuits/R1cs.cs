using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>A rank-1 constraint system: (A·w) ∘ (B·w) = C·w for the assignment w of all wires.</summary>
/// <remarks>
/// Wires: 0 is the constant one, then the public inputs 1 … PublicCount in order, then private inputs and created
/// wires.
/// Immutable. Coefficients are deduplicated; most of them repeat.
/// </remarks>
public sealed class R1cs
{
    private readonly Fr[] _coefficients;

    /// <summary>Takes over the arrays.</summary>
    /// <exception cref="ArgumentException">Row counts differ, or the first coefficients are not 1 and −1.</exception>
    public R1cs(int publicCount, int wireCount, Fr[] coefficients, SparseMatrix a, SparseMatrix b, SparseMatrix c)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(c);
        if (a.RowCount != b.RowCount || a.RowCount != c.RowCount)
        {
            throw new ArgumentException("A, B and C need the same number of rows.");
        }

        if (coefficients.Length < 2 || coefficients[0] != Fr.One || coefficients[1] != -Fr.One)
        {
            throw new ArgumentException("Coefficient 0 must be 1 and coefficient 1 must be -1.", nameof(coefficients));
        }

        PublicCount = publicCount;
        WireCount = wireCount;
        _coefficients = coefficients;
        A = a;
        B = b;
        C = c;
    }

    /// <summary>Number of public inputs, the constant one not counted.</summary>
    public int PublicCount { get; }

    /// <summary>Number of wires, the constant one counted.</summary>
    public int WireCount { get; }

    /// <summary>Number of constraints.</summary>
    public int ConstraintCount => A.RowCount;

    /// <summary>The distinct coefficients, by id; id 0 is 1 and id 1 is −1.</summary>
    public ReadOnlySpan<Fr> Coefficients => _coefficients;

    /// <summary>The left factors.</summary>
    public SparseMatrix A { get; }

    /// <summary>The right factors.</summary>
    public SparseMatrix B { get; }

    /// <summary>The products.</summary>
    public SparseMatrix C { get; }

    /// <summary>The value of one row of a matrix under an assignment of all wires.</summary>
    public Fr Evaluate(SparseMatrix matrix, int row, ReadOnlySpan<Fr> assignment)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ReadOnlySpan<uint> wires = matrix.RowWires(row);
        ReadOnlySpan<uint> ids = matrix.RowCoefficientIds(row);
        Fr sum = Fr.Zero;
        for (int i = 0; i < wires.Length; i++)
        {
            ref readonly Fr value = ref assignment[(int)wires[i]];
            sum = ids[i] switch
            {
                CoefficientTable.OneId => sum + value,
                CoefficientTable.MinusOneId => sum - value,
                _ => sum + (_coefficients[ids[i]] * value),
            };
        }

        return sum;
    }

    /// <summary>Whether one constraint holds under an assignment of all wires.</summary>
    public bool IsSatisfied(int row, ReadOnlySpan<Fr> assignment) =>
        Evaluate(A, row, assignment) * Evaluate(B, row, assignment) == Evaluate(C, row, assignment);
}
