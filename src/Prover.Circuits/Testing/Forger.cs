using Prover.Algebra;

namespace Prover.Circuits.Testing;

/// <summary>
/// Soundness test: the best witness that a cheating prover makes of forged inputs and of lies about hints.
/// </summary>
/// <remarks>
/// A prover chooses the wires of the final system and nothing else. A variable that a linear assertion removed has no
/// wire: the form that took its place stands wherever it occurs, so a linear assertion that fails while solving refuses
/// nobody. Here Define runs with removed variables computed from the others, again and again until they no longer
/// change; then every linear assertion holds, and only rows of the R1CS can refuse. Which variable makes up for a lie
/// is the prover's choice too, so this is done for several choices (<see cref="PivotOrder"/>), and the best one counts.
/// With the order Latest a forgery always settles, in one pass. What no choice tries stays open: a lie that goes
/// unnoticed only together with another one, which no linear assertion asks for, must be told with it.
/// Not safe for use from several threads.
/// </remarks>
public sealed class Forger
{
    /// <summary>Passes after which a choice counts as not settling: some variable depends on itself.</summary>
    private const int MaxPasses = 16;

    private readonly List<ForgedValues> _choices = [];

    /// <summary>A forger for a circuit; compiles it.</summary>
    /// <exception cref="CircuitException">The circuit is ill-formed or contradicts itself.</exception>
    public Forger(ICircuit shape)
        : this(CompiledCircuit.Compile(shape), shape)
    {
    }

    /// <summary>A forger for a circuit that is compiled already.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="shape">Any object that it could be compiled from, such as an assignment.</param>
    public Forger(CompiledCircuit circuit, ICircuit shape)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        Circuit = circuit;
        R1csCompiler compiler = CompiledCircuit.Record(shape, out _);
        foreach (PivotOrder order in Enum.GetValues<PivotOrder>())
        {
            LinearElimination elimination = new(compiler, order);
            elimination.Substitute();
            ForgedValues choice = new(compiler, elimination);
            if (!_choices.Exists(other => AreTheSame(other, choice)))
            {
                _choices.Add(choice);
            }
        }
    }

    /// <summary>The circuit whose rows decide.</summary>
    public CompiledCircuit Circuit { get; }

    /// <summary>The rows that refuse a forged assignment; empty if a verifier would accept it.</summary>
    /// <param name="assignment">The forged inputs, public ones included.</param>
    /// <param name="lie">
    /// Lies about hinted values, the same at each call; later hints are computed from them. A choice that removes such
    /// a hint and gives it another value does not count.
    /// </param>
    /// <exception cref="CircuitException">
    /// There is no such forgery: it does not settle, or the lie contradicts linear assertions.
    /// </exception>
    public IReadOnlyList<UnsatisfiedConstraint> Refusals(ICircuit assignment, HintLie? lie = null)
    {
        IReadOnlyList<UnsatisfiedConstraint>? fewest = null;
        foreach (Fr[] wires in Witnesses(assignment, new SolveOptions { HintOverride = lie }))
        {
            IReadOnlyList<UnsatisfiedConstraint> rows = Circuit.Check(wires, revealValues: true);
            fewest = fewest is null || rows.Count < fewest.Count ? rows : fewest;
        }

        return fewest
            ?? throw new CircuitException("No such forgery: it does not settle, or linear assertions undo the lie.");
    }

    /// <summary>The forged witnesses, all wires, one per choice that settles.</summary>
    internal IEnumerable<Fr[]> Witnesses(ICircuit assignment, SolveOptions options) =>
        _choices.Where(choice => Settles(choice, assignment, options)).Select(Wires);

    private bool Settles(ForgedValues choice, ICircuit assignment, SolveOptions options)
    {
        for (int pass = 0; pass < MaxPasses; pass++)
        {
            choice.Begin(first: pass == 0);
            WitnessSolver solver = new(Circuit, options, choice);
            Circuit.Run(assignment, solver);
            solver.Finish().Dispose();
            if (choice.HaveSettled())
            {
                return !choice.HasLostLie;
            }
        }

        return false;
    }

    private Fr[] Wires(ForgedValues choice)
    {
        Fr[] wires = new Fr[Circuit.R1cs.WireCount];
        for (int variable = 0; variable < choice.Values.Length; variable++)
        {
            if (Circuit.Wires[variable] >= 0)
            {
                wires[Circuit.Wires[variable]] = choice.Values[variable];
            }
        }

        return wires;
    }

    /// <summary>The forms follow from the set of removed variables.</summary>
    private static bool AreTheSame(ForgedValues a, ForgedValues b)
    {
        bool same = true;
        for (int i = 0; i < a.Values.Length && same; i++)
        {
            same = a.IsRemoved(i) == b.IsRemoved(i);
        }

        return same;
    }
}
