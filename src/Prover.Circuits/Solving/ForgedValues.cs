using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>
/// The values of all variables for a prover who cheats: removed ones are computed from the others, whatever Define
/// says.
/// </summary>
/// <param name="compiler">Knows all variables.</param>
/// <param name="elimination">Has chosen which of them are removed.</param>
internal sealed class ForgedValues(R1csCompiler compiler, LinearElimination elimination)
{
    private readonly Term[]?[] _forms = FormsOf(compiler.VariableCount, elimination);
    private readonly Fr[] _values = Start(compiler.VariableCount);
    private bool _again;

    /// <summary>Per product and hint output: its variable, or −1.</summary>
    public int[] Tape { get; } = [.. compiler.Tape];

    /// <summary>The variables, the constant one first.</summary>
    public ReadOnlySpan<Fr> Values => _values;

    /// <summary>Whether a variable is removed.</summary>
    public bool IsRemoved(int variable) => _forms[variable] is not null;

    /// <summary>
    /// Whether a lie about a hint was lost in this pass: the hint is removed, and its form says otherwise.
    /// </summary>
    public bool HasLostLie { get; private set; }

    /// <summary>Begins a pass.</summary>
    public void Begin(bool first)
    {
        _again = !first;
        HasLostLie = false;
    }

    /// <summary>Takes note of a lie that was lost.</summary>
    public void Note(bool lost) => HasLostLie |= lost;

    /// <summary>Keeps a value; that of a removed variable is first replaced by the one of its form.</summary>
    /// <remarks>In the first pass a form that reads variables to come cannot be computed yet.</remarks>
    public void Store(int variable, ref Fr value)
    {
        if (variable < 0)
        {
            return;
        }

        if (_forms[variable] is { } form && (_again || form.Length == 0 || form[^1].Variable < variable))
        {
            value = Evaluate(form);
        }

        _values[variable] = value;
    }

    /// <summary>Whether every removed variable is what its form says; if not, another pass is needed.</summary>
    public bool HaveSettled()
    {
        for (int i = 0; i < _forms.Length; i++)
        {
            if (_forms[i] is { } form && Evaluate(form) != _values[i])
            {
                return false;
            }
        }

        return true;
    }

    private Fr Evaluate(Term[] form)
    {
        Fr sum = Fr.Zero;
        foreach (ref readonly Term term in form.AsSpan())
        {
            sum += term.Coefficient * _values[term.Variable];
        }

        return sum;
    }

    private static Term[]?[] FormsOf(int count, LinearElimination elimination)
    {
        Term[]?[] forms = new Term[]?[count];
        for (int i = 0; i < count; i++)
        {
            forms[i] = elimination.IsRemoved(i) ? elimination.FormOf(i) : null;
        }

        return forms;
    }

    private static Fr[] Start(int count)
    {
        Fr[] values = new Fr[count];
        values[0] = Fr.One;
        return values;
    }
}
