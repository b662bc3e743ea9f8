using Prover.Algebra;

namespace Prover.Circuits.Testing;

/// <summary>The columns of an R1CS at a witness: where each wire occurs, and what each row evaluates to.</summary>
internal sealed class WireColumns
{
    private readonly R1cs _r1cs;
    private readonly Fr[][] _sums;
    private readonly int[] _starts;
    private readonly (int Row, int Matrix, uint Coefficient)[] _entries;
    private readonly Dictionary<int, Fr[]> _changed = [];

    public WireColumns(R1cs r1cs, ReadOnlySpan<Fr> witness)
    {
        _r1cs = r1cs;
        SparseMatrix[] matrices = [r1cs.A, r1cs.B, r1cs.C];
        _sums = [.. matrices.Select(_ => new Fr[r1cs.ConstraintCount])];
        _starts = new int[r1cs.WireCount + 1];
        foreach (SparseMatrix matrix in matrices)
        {
            foreach (uint wire in matrix.WireIndices)
            {
                _starts[wire + 1]++;
            }
        }

        for (int wire = 0; wire < r1cs.WireCount; wire++)
        {
            _starts[wire + 1] += _starts[wire];
        }

        _entries = new (int, int, uint)[_starts[^1]];
        int[] next = [.. _starts];
        for (int m = 0; m < matrices.Length; m++)
        {
            for (int row = 0; row < r1cs.ConstraintCount; row++)
            {
                _sums[m][row] = r1cs.Evaluate(matrices[m], row, witness);
                ReadOnlySpan<uint> wires = matrices[m].RowWires(row);
                ReadOnlySpan<uint> coefficients = matrices[m].RowCoefficientIds(row);
                for (int i = 0; i < wires.Length; i++)
                {
                    _entries[next[wires[i]]++] = (row, m, coefficients[i]);
                }
            }
        }
    }

    /// <summary>Whether all rows still hold when one wire gains this and the others stay.</summary>
    public bool Tolerates(int wire, in Fr change)
    {
        _changed.Clear();
        for (int i = _starts[wire]; i < _starts[wire + 1]; i++)
        {
            (int row, int matrix, uint coefficient) = _entries[i];
            if (!_changed.TryGetValue(row, out Fr[]? sums))
            {
                sums = [_sums[0][row], _sums[1][row], _sums[2][row]];
                _changed.Add(row, sums);
            }

            sums[matrix] += _r1cs.Coefficients[(int)coefficient] * change;
        }

        foreach (Fr[] sums in _changed.Values)
        {
            if (sums[0] * sums[1] != sums[2])
            {
                return false;
            }
        }

        return true;
    }
}
