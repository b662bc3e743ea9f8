namespace Prover.Circuits;

/// <summary>The rows of one matrix while it grows: compressed rows of (variable, coefficient id).</summary>
internal sealed class RowStore
{
    private uint[] _starts = new uint[1024];
    private uint[] _variables = new uint[4096];
    private uint[] _coefficients = new uint[4096];

    /// <summary>Rows closed so far.</summary>
    public int Count { get; private set; }

    /// <summary>Terms so far.</summary>
    public int Terms { get; private set; }

    public ReadOnlySpan<uint> AllVariables => _variables.AsSpan(0, Terms);

    public ReadOnlySpan<uint> AllCoefficients => _coefficients.AsSpan(0, Terms);

    public ReadOnlySpan<uint> AllStarts => _starts.AsSpan(0, Count + 1);

    public ReadOnlySpan<uint> Variables(int row) => _variables.AsSpan(Start(row), Start(row + 1) - Start(row));

    public ReadOnlySpan<uint> Coefficients(int row) => _coefficients.AsSpan(Start(row), Start(row + 1) - Start(row));

    public void Append(uint variable, uint coefficient)
    {
        if (Terms == _variables.Length)
        {
            Array.Resize(ref _variables, 2 * Terms);
            Array.Resize(ref _coefficients, 2 * Terms);
        }

        _variables[Terms] = variable;
        _coefficients[Terms++] = coefficient;
    }

    public void EndRow()
    {
        if (++Count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * Count);
        }

        _starts[Count] = (uint)Terms;
    }

    /// <summary>Appends a whole row and ends it.</summary>
    public void AppendRow(ReadOnlySpan<Term> terms, CoefficientTable table)
    {
        foreach (ref readonly Term term in terms)
        {
            Append(term.Variable, table.Intern(term.Coefficient));
        }

        EndRow();
    }

    private int Start(int row) => (int)_starts[row];
}
