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
        Reserve(Terms + 1);
        _variables[Terms] = variable;
        _coefficients[Terms++] = coefficient;
    }

    /// <summary>Appends rows [from, to) again, with every variable but the constant moved by delta.</summary>
    public void AppendMoved(int from, int to, uint delta)
    {
        int start = Start(from);
        int count = Start(to) - start;
        Reserve(Terms + count);
        for (int i = start; i < start + count; i++, Terms++)
        {
            _variables[Terms] = _variables[i] == 0 ? 0 : _variables[i] + delta;
            _coefficients[Terms] = _coefficients[i];
        }

        uint moved = (uint)(Terms - count - start);
        for (int row = from + 1; row <= to; row++)
        {
            EndRow(_starts[row] + moved);
        }
    }

    public void EndRow() => EndRow((uint)Terms);

    private void EndRow(uint end)
    {
        if (++Count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * Count);
        }

        _starts[Count] = end;
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

    private void Reserve(int terms)
    {
        if (terms > _variables.Length)
        {
            int size = Math.Max(terms, (int)Math.Min(2L * _variables.Length, Array.MaxLength));
            Array.Resize(ref _variables, size);
            Array.Resize(ref _coefficients, size);
        }
    }

    private int Start(int row) => (int)_starts[row];
}
