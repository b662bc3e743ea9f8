using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>
/// A circuit turned into an R1CS, with what is needed to solve it and to explain failures. Immutable.
/// </summary>
/// <remarks>Several threads may solve at once, each with an assignment object of its own.</remarks>
public sealed partial class CompiledCircuit
{
    private readonly RowInfo[] _rowInfos;
    private readonly LabelTable _labels;
    private readonly ScopeTree _scopes;
    private readonly string[] _inputNames;
    private readonly Lazy<byte[]> _id;
    private readonly int[] _wires;
    private readonly Dictionary<int, int[]> _linearVariables;
    private readonly List<HintOrigin> _hints;
    private readonly Lazy<Origins> _origins;

    private CompiledCircuit(string name, R1csCompiler compiler, FinalSystem system, IReadOnlyList<string> inputNames)
    {
        Name = name;
        R1cs = system.R1cs;
        Tape = system.MapTape(compiler.Tape);
        InputWires = system.MapInputs(compiler.InputCount);
        AssertionRows = system.MapAssertions(compiler.AssertionCount);
        _rowInfos = system.RowInfos;
        _labels = compiler.Labels;
        _scopes = compiler.ScopeTree;
        _inputNames = [.. inputNames];
        _wires = system.Wires;
        _linearVariables = compiler.Linear.ToDictionary(
            linear => linear.Info.Origin, linear => Array.ConvertAll(linear.Terms, term => (int)term.Variable));
        _hints = compiler.Hints;
        _origins = new Lazy<Origins>(FindOrigins);
        _id = new Lazy<byte[]>(() => R1csDigest.Compute(R1cs));
    }

    /// <summary>Name of the circuit's type.</summary>
    public string Name { get; }

    /// <summary>The constraint system.</summary>
    public R1cs R1cs { get; }

    /// <summary>SHA-256 of the constraint system in canonical form, 32 bytes: the identity of the circuit.</summary>
    public ReadOnlySpan<byte> Id => _id.Value;

    /// <summary>Names of the inputs, public ones first.</summary>
    public IReadOnlyList<string> InputNames => _inputNames;

    /// <summary>Per product and hint output: its wire, or −1.</summary>
    internal int[] Tape { get; }

    /// <summary>Per input: its wire, or −1 if it was substituted away.</summary>
    internal int[] InputWires { get; }

    /// <summary>Per assertion: its row, or −1 if it was substituted away.</summary>
    internal int[] AssertionRows { get; }

    /// <summary>Per variable that the compiler made: its wire, or −1 if it was substituted away.</summary>
    internal ReadOnlySpan<int> Wires => _wires;

    /// <summary>Compiles a circuit. Values in its fields are ignored; array sizes and settings count.</summary>
    /// <exception cref="CircuitException">The circuit is ill-formed or contradicts itself.</exception>
    public static CompiledCircuit Compile(ICircuit circuit)
    {
        R1csCompiler compiler = Record(circuit, out CircuitInputs inputs);
        LinearElimination elimination = new(compiler);
        elimination.Run();
        return new CompiledCircuit(
            circuit.GetType().Name, compiler, new FinalSystem(compiler, elimination), inputs.Names);
    }

    /// <summary>Runs Define on a compiler.</summary>
    internal static R1csCompiler Record(ICircuit circuit, out CircuitInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        inputs = CircuitInputs.Of(circuit, named: true);
        R1csCompiler compiler = new(inputs.PublicCount, inputs.Count);
        inputs.Run(circuit, compiler, compiler.Input);
        return compiler;
    }

    /// <summary>
    /// Computes all wires from the values in the fields of an assignment; the object is unchanged afterwards.
    /// </summary>
    /// <exception cref="UnsatisfiedException">An assertion fails (unless the options collect failures).</exception>
    /// <exception cref="CircuitException">The assignment has another shape than the circuit.</exception>
    public Witness Solve(ICircuit assignment, SolveOptions? options = null)
    {
        WitnessSolver solver = new(this, options ?? SolveOptions.Default);
        Run(assignment, solver);
        return solver.Finish();
    }

    /// <summary>One pass of a solver over Define.</summary>
    internal void Run(ICircuit assignment, WitnessSolver solver)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        CircuitInputs inputs = CircuitInputs.Of(assignment, named: false);
        if (inputs.Count != _inputNames.Length || inputs.PublicCount != R1cs.PublicCount)
        {
            throw new CircuitException(
                $"{Name} has {R1cs.PublicCount} public and {_inputNames.Length - R1cs.PublicCount} private inputs, "
                + $"the assignment {inputs.PublicCount} and {inputs.Count - inputs.PublicCount}.");
        }

        Fr[] values = new Fr[inputs.Count];
        inputs.ReadValues(values);
        inputs.Run(assignment, solver, i => solver.Input(i, values[i]));
    }
}
