namespace Prover.Circuits;

/// <summary>The system after elimination: removed variables are gone, wires and coefficients numbered anew.</summary>
internal sealed class FinalSystem
{
    private readonly int[] _wires;

    public FinalSystem(R1csCompiler compiler, LinearElimination elimination)
    {
        _wires = new int[compiler.VariableCount];
        int count = 0;
        for (int i = 0; i < _wires.Length; i++)
        {
            _wires[i] = elimination.IsRemoved(i) ? -1 : count++;
        }

        ConstraintRows rows = elimination.Rows;
        CoefficientTable table = new();
        SparseMatrix a = Renumber(rows.A, compiler.Table, table);
        SparseMatrix b = Renumber(rows.B, compiler.Table, table);
        SparseMatrix c = Renumber(rows.C, compiler.Table, table);
        R1cs = new R1cs(compiler.PublicCount, count, table.ToArray(), a, b, c);
        RowInfos = [.. rows.Infos];
    }

    public R1cs R1cs { get; }

    public RowInfo[] RowInfos { get; }

    /// <summary>Per variable: its wire, or −1 if it was removed.</summary>
    public int[] Wires => _wires;

    public int[] MapTape(IReadOnlyList<int> tape)
    {
        int[] mapped = new int[tape.Count];
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = tape[i] < 0 ? -1 : _wires[tape[i]];
        }

        return mapped;
    }

    public int[] MapInputs(int count) => _wires.AsSpan(1, count).ToArray();

    public int[] MapAssertions(int count)
    {
        int[] rows = new int[count];
        Array.Fill(rows, -1);
        for (int i = 0; i < RowInfos.Length; i++)
        {
            if (RowInfos[i].IsAssertion)
            {
                rows[RowInfos[i].Origin] = i;
            }
        }

        return rows;
    }

    private SparseMatrix Renumber(RowStore rows, CoefficientTable from, CoefficientTable to)
    {
        uint[] ids = new uint[from.Count];
        Array.Fill(ids, uint.MaxValue);
        uint[] wires = rows.AllVariables.ToArray();
        uint[] coefficients = rows.AllCoefficients.ToArray();
        for (int i = 0; i < wires.Length; i++)
        {
            wires[i] = (uint)_wires[wires[i]];
            ref uint id = ref ids[coefficients[i]];
            if (id == uint.MaxValue)
            {
                id = to.Intern(from[coefficients[i]]);
            }

            coefficients[i] = id;
        }

        return new SparseMatrix(rows.AllStarts.ToArray(), wires, coefficients);
    }
}
