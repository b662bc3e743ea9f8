namespace Prover.Circuits;

/// <content>Copies the rows of a body that has been compiled before: hashes make up most of a circuit.</content>
public sealed partial class R1csCompiler
{
    private readonly Dictionary<object, Template> _templates = [];

    /// <summary>
    /// Runs the body once and copies its rows from then on, where inputs are variables at the same distances.
    /// </summary>
    /// <remarks>
    /// A copy needs every input to be a plain variable, and all distances between the inputs and the next free variable
    /// to be those of the first run; then the rows differ only by a shift of all variables.
    /// </remarks>
    internal override Wire[] Repeat(object key, Wire[] inputs, Func<Wire[], Wire[]> body)
    {
        if (!TryOffsets(inputs, out int[] offsets))
        {
            return body(inputs);
        }

        if (_templates.TryGetValue(key, out Template? template))
        {
            return template.Offsets.AsSpan().SequenceEqual(offsets) ? Copy(template) : body(inputs);
        }

        Template recorded = new(offsets, VariableCount, Rows.Count, _tape.Count);
        (int Assertions, int Hints, int Scopes) before = (_assertions, Hints.Count, ScopeTree.Count);
        Wire[] outputs = body(inputs);
        recorded.Finish(VariableCount, Rows.Count, _tape.Count, outputs);
        if (before == (_assertions, Hints.Count, ScopeTree.Count) && IsLocal(recorded))
        {
            _templates.Add(key, recorded);
        }

        return outputs;
    }

    /// <summary>How far below the next variable each input lies; false if one is not a plain variable.</summary>
    private bool TryOffsets(Wire[] inputs, out int[] offsets)
    {
        offsets = new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Node is not LinearForm { Terms: [{ Variable: > 0 } term] }
                || term.Coefficient != Algebra.Fr.One)
            {
                return false;
            }

            offsets[i] = VariableCount - (int)term.Variable;
        }

        return true;
    }

    /// <summary>Whether the rows and outputs of a run mention its inputs and its own variables only.</summary>
    private bool IsLocal(Template template)
    {
        int lowest = template.FirstVariable - template.Offsets.Max();
        HashSet<int> inputs = [.. template.Offsets.Select(offset => template.FirstVariable - offset)];
        bool Known(uint variable) =>
            variable == 0 || variable >= template.FirstVariable
            || (variable >= lowest && inputs.Contains((int)variable));
        foreach (RowStore matrix in (ReadOnlySpan<RowStore>)[Rows.A, Rows.B, Rows.C])
        {
            for (int row = template.FirstRow; row < template.EndRow; row++)
            {
                foreach (uint variable in matrix.Variables(row))
                {
                    if (!Known(variable))
                    {
                        return false;
                    }
                }
            }
        }

        return Array.TrueForAll(
            template.Outputs, output => Array.TrueForAll(TermsOf(in output), term => Known(term.Variable)));
    }

    private Wire[] Copy(Template template)
    {
        uint delta = (uint)(VariableCount - template.FirstVariable);
        Rows.A.AppendMoved(template.FirstRow, template.EndRow, delta);
        Rows.B.AppendMoved(template.FirstRow, template.EndRow, delta);
        Rows.C.AppendMoved(template.FirstRow, template.EndRow, delta);
        for (int row = template.FirstRow; row < template.EndRow; row++)
        {
            RowInfo info = Rows.Infos[row];
            Rows.Infos.Add(new RowInfo(info.Label, _scope, info.Origin - (int)delta));
        }

        for (int i = template.FirstTape; i < template.EndTape; i++)
        {
            _tape.Add(_tape[i] < 0 ? -1 : _tape[i] + (int)delta);
        }

        VariableCount += template.EndVariable - template.FirstVariable;
        return Array.ConvertAll(template.Outputs, output => Moved(in output, delta));
    }

    private Wire Moved(in Wire wire, uint delta) => wire.Node is null ? wire : Form(Array.ConvertAll(
        TermsOf(in wire), term => term.Variable == 0 ? term : term with { Variable = term.Variable + delta }));

    /// <summary>One run of a body: what it appended where.</summary>
    private sealed class Template(int[] offsets, int firstVariable, int firstRow, int firstTape)
    {
        public int[] Offsets { get; } = offsets;

        public int FirstVariable { get; } = firstVariable;

        public int FirstRow { get; } = firstRow;

        public int FirstTape { get; } = firstTape;

        public int EndVariable { get; private set; }

        public int EndRow { get; private set; }

        public int EndTape { get; private set; }

        public Wire[] Outputs { get; private set; } = [];

        public void Finish(int endVariable, int endRow, int endTape, Wire[] outputs) =>
            (EndVariable, EndRow, EndTape, Outputs) = (endVariable, endRow, endTape, outputs);
    }
}
