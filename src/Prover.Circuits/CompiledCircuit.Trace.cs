using Prover.Algebra;

namespace Prover.Circuits;

/// <content>Which inputs a constraint depends on, for reports.</content>
public sealed partial class CompiledCircuit
{
    private const int MaxReportedInputs = 6;
    private const int MaxVisited = 20_000;

    /// <summary>The nearest inputs behind an assertion, with values of those that may be shown.</summary>
    internal List<InputValue> InputsOfAssertion(int assertion, ReadOnlySpan<Fr> values, bool revealValues)
    {
        int row = AssertionRows[assertion];
        return Trace(row >= 0 ? VariablesOf(row) : _linearVariables[assertion], values, revealValues);
    }

    /// <summary>What a wire is, for people.</summary>
    /// <param name="wire">The wire.</param>
    /// <param name="hints">All hinted values in order.</param>
    internal string NameOf(int wire, IReadOnlyList<HintInfo> hints)
    {
        int variable = _origins.Value.Variables[wire];
        if (variable <= _inputNames.Length)
        {
            return variable == 0 ? "1" : _inputNames[variable - 1];
        }

        if (_origins.Value.ProductRows.TryGetValue(variable, out int row))
        {
            return $"product in {_scopes.Path(_rowInfos[row].Scope)}";
        }

        int running = 0;
        foreach (HintOrigin origin in _hints)
        {
            if (variable < origin.First + origin.Count)
            {
                HintInfo hint = hints[running + variable - origin.First];
                return $"'{hint.Label}'[{hint.Output}] in {hint.Scope}";
            }

            running += origin.Count;
        }

        return "?";
    }

    private List<InputValue> InputsOfRow(int row, ReadOnlySpan<Fr> values, bool revealValues) =>
        Trace(VariablesOf(row), values, revealValues);

    /// <summary>Breadth first from variables through the products and hints that made them, to inputs.</summary>
    private List<InputValue> Trace(IEnumerable<int> start, ReadOnlySpan<Fr> values, bool revealValues)
    {
        List<InputValue> found = [];
        Queue<int> queue = new(start.Distinct());
        HashSet<int> visited = [.. queue];
        while (queue.TryDequeue(out int variable) && found.Count < MaxReportedInputs && visited.Count < MaxVisited)
        {
            if (variable >= 1 && variable <= _inputNames.Length)
            {
                found.Add(Show(variable - 1, values, revealValues));
            }
            else
            {
                foreach (int next in Sources(variable).Where(visited.Add))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return found;
    }

    /// <summary>What a variable was made from: the factors of its product, or what its hint read.</summary>
    private IReadOnlyList<int> Sources(int variable) =>
        _origins.Value.ProductRows.TryGetValue(variable, out int row)
            ? VariablesOf(row)
            : HintOrigin.Find(_hints, variable)?.Inputs ?? [];

    private InputValue Show(int input, ReadOnlySpan<Fr> values, bool revealValues)
    {
        int wire = InputWires[input];
        bool show = wire >= 0 && (revealValues || input < R1cs.PublicCount);
        return new InputValue(_inputNames[input], show ? values[wire] : null);
    }

    private List<int> VariablesOf(int row)
    {
        List<int> variables = [];
        foreach (SparseMatrix matrix in (ReadOnlySpan<SparseMatrix>)[R1cs.A, R1cs.B, R1cs.C])
        {
            foreach (uint wire in matrix.RowWires(row))
            {
                variables.Add(_origins.Value.Variables[wire]);
            }
        }

        return variables;
    }

    private Origins FindOrigins()
    {
        int[] variables = new int[R1cs.WireCount];
        for (int variable = 0; variable < _wires.Length; variable++)
        {
            if (_wires[variable] >= 0)
            {
                variables[_wires[variable]] = variable;
            }
        }

        Dictionary<int, int> rows = [];
        for (int row = 0; row < _rowInfos.Length; row++)
        {
            if (!_rowInfos[row].IsAssertion)
            {
                rows[_rowInfos[row].Variable] = row;
            }
        }

        return new Origins(variables, rows);
    }

    /// <summary>Made on the first report.</summary>
    /// <param name="Variables">Per wire: its variable before elimination.</param>
    /// <param name="ProductRows">Per variable made by a product: the row of that product.</param>
    private sealed record Origins(int[] Variables, Dictionary<int, int> ProductRows);
}
