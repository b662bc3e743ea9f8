namespace Prover.Circuits;

/// <content>Sizes and the profile.</content>
public sealed partial class CompiledCircuit
{
    /// <summary>Counts everything; takes one walk over the matrices.</summary>
    public CircuitStatistics Measure()
    {
        bool[] used = new bool[R1cs.WireCount];
        foreach (SparseMatrix matrix in (ReadOnlySpan<SparseMatrix>)[R1cs.A, R1cs.B, R1cs.C])
        {
            foreach (uint wire in matrix.WireIndices)
            {
                used[wire] = true;
            }
        }

        List<string> unusedInputs = [];
        for (int i = 0; i < InputWires.Length; i++)
        {
            if (InputWires[i] >= 0 && !used[InputWires[i]])
            {
                unusedInputs.Add(_inputNames[i]);
            }
        }

        used[0] = true;
        return new CircuitStatistics
        {
            Constraints = R1cs.ConstraintCount,
            Wires = R1cs.WireCount,
            PublicInputs = R1cs.PublicCount,
            PrivateInputs = _inputNames.Length - R1cs.PublicCount,
            RemovedVariables = _wires.Length - R1cs.WireCount,
            NonZerosA = R1cs.A.NonZeros,
            NonZerosB = R1cs.B.NonZeros,
            NonZerosC = R1cs.C.NonZeros,
            UnusedInputs = unusedInputs,
            UnusedWires = used.Count(u => !u) - unusedInputs.Count,
        };
    }

    /// <summary>Constraints by scope; the root is <c>Define</c>.</summary>
    public ProfileNode Profile()
    {
        ProfileNode[] nodes = new ProfileNode[_scopes.Count];
        for (int id = 0; id < nodes.Length; id++)
        {
            // A parent always has a smaller id than its children.
            ScopeFrame frame = _scopes.Frame(id);
            string place = frame.Line == 0 ? string.Empty : $"{SourceLabel.FileName(frame.File)}({frame.Line})";
            nodes[id] = id == 0
                ? new ProfileNode(frame.Name, place) : nodes[_scopes.Parent(id)].Child(frame.Name, place);
            nodes[id].Count++;
        }

        for (int row = 0; row < _rowInfos.Length; row++)
        {
            ProfileNode node = nodes[_rowInfos[row].Scope];
            node.Own++;
            node.NonZeros += R1cs.A.RowWires(row).Length + R1cs.B.RowWires(row).Length + R1cs.C.RowWires(row).Length;
        }

        nodes[0].Finish();
        return nodes[0];
    }
}
