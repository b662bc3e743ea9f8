using Prover.Algebra;

namespace Prover.Circuits.Testing;

/// <summary>
/// Gaussian elimination row by row, with the columns from <c>firstOutput</c> on taken as pivots last.
/// </summary>
/// <remarks>
/// A stored row is free of pivots that were chosen before it, and may hold later ones, so reducing by pivots in the
/// order of
/// their choice ends. Rows without any column below firstOutput describe exactly how outputs can move together.
/// </remarks>
internal sealed class JacobianElimination(int columns, int firstOutput)
{
    private readonly List<(int Column, Fr Value)[]> _rows = [];
    private readonly int[] _rowOfPivot = [.. Enumerable.Repeat(-1, columns)];
    private readonly Fr[] _current = new Fr[columns];
    private readonly SortedSet<int> _pending = [];
    private readonly HashSet<int> _touched = [];

    public int Rank => _rows.Count;

    /// <summary>The row being built gains value at a column.</summary>
    public void Add(int column, in Fr value)
    {
        _current[column] += value;
        _ = _touched.Add(column);
        if (_rowOfPivot[column] >= 0)
        {
            _ = _pending.Add(_rowOfPivot[column]);
        }
    }

    /// <summary>Reduces the row and keeps what is new in it.</summary>
    public void EndRow()
    {
        while (_pending.Count > 0)
        {
            int row = _pending.Min;
            _ = _pending.Remove(row);
            Subtract(row);
        }

        List<(int Column, Fr Value)> terms = [];
        foreach (int column in _touched)
        {
            if (!_current[column].IsZero)
            {
                terms.Add((column, _current[column]));
            }

            _current[column] = Fr.Zero;
        }

        _touched.Clear();
        if (terms.Count > 0)
        {
            Store(terms);
        }
    }

    /// <summary>Whether no kernel vector moves an output.</summary>
    public bool IsDetermined(int output)
    {
        if (_rowOfPivot[output] < 0)
        {
            return false;
        }

        // Reduce the output's own row by the pivots chosen later; what is left beside the pivot can move it.
        foreach ((int column, Fr value) in _rows[_rowOfPivot[output]])
        {
            if (column != output)
            {
                Add(column, in value);
            }
        }

        while (_pending.Count > 0)
        {
            int row = _pending.Min;
            _ = _pending.Remove(row);
            Subtract(row);
        }

        bool determined = true;
        foreach (int column in _touched)
        {
            determined &= _current[column].IsZero;
            _current[column] = Fr.Zero;
        }

        _touched.Clear();
        return determined;
    }

    /// <summary>Takes a stored row away so often that its pivot column, the first of its terms, becomes zero.</summary>
    private void Subtract(int row)
    {
        Fr factor = -_current[_rows[row][0].Column];
        if (factor.IsZero)
        {
            return;
        }

        foreach ((int column, Fr value) in _rows[row])
        {
            Add(column, factor * value);
            if (_rowOfPivot[column] == row)
            {
                _ = _pending.Remove(row);
            }
        }
    }

    /// <summary>Stores a row scaled to pivot 1, the pivot first.</summary>
    private void Store(List<(int Column, Fr Value)> terms)
    {
        int pivot = 0;
        for (int i = 1; i < terms.Count; i++)
        {
            bool better = (terms[pivot].Column >= firstOutput) == (terms[i].Column >= firstOutput)
                ? terms[i].Column > terms[pivot].Column
                : terms[i].Column < firstOutput;
            pivot = better ? i : pivot;
        }

        (terms[0], terms[pivot]) = (terms[pivot], terms[0]);
        Fr inverse = terms[0].Value.Inverse();
        _rowOfPivot[terms[0].Column] = _rows.Count;
        _rows.Add([.. terms.Select(term => (term.Column, term.Value * inverse))]);
    }
}
