using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>Runs <see cref="ICircuit.Define"/> and records its constraints.</summary>
/// <remarks>
/// Variables are numbered as they appear: 0 is one, then public inputs, private inputs, and whatever is created. What
/// the
/// solver must do is recorded on two tapes: one entry per product and hint output (its variable, or −1 if the product
/// folded), and one per assertion.
/// </remarks>
public sealed partial class R1csCompiler : CircuitBuilder
{
    private readonly TermAccumulator _accumulator = new();
    private readonly List<int> _tape = [];
    private readonly List<LinearConstraint> _linear = [];
    private readonly Stack<int> _scopeIds = new();
    private Term[] _merge = new Term[64];
    private int _assertions;
    private int _scope;

    internal R1csCompiler(int publicCount, int inputCount)
    {
        PublicCount = publicCount;
        InputCount = inputCount;
        VariableCount = 1 + inputCount;
    }

    internal int PublicCount { get; }

    internal int InputCount { get; }

    internal int VariableCount { get; private set; }

    internal int AssertionCount => _assertions;

    internal CoefficientTable Table { get; } = new();

    internal ConstraintRows Rows { get; } = new();

    internal IReadOnlyList<LinearConstraint> Linear => _linear;

    internal IReadOnlyList<int> Tape => _tape;

    internal List<HintOrigin> Hints { get; } = [];

    internal LabelTable Labels { get; } = new();

    internal ScopeTree ScopeTree { get; } = new();

    /// <summary>The wire of input i, counted from 0.</summary>
    internal Wire Input(int i) => Variable((uint)(1 + i));

    internal override Wire Add(in Wire a, in Wire b) => Merge(in a, in b, Fr.One);

    internal override Wire Subtract(in Wire a, in Wire b) => Merge(in a, in b, -Fr.One);

    internal override Wire Scale(in Wire a, in Fr factor)
    {
        ReadOnlySpan<Term> source = ((LinearForm)a.Node!).Terms;
        Term[] terms = new Term[source.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = new Term(source[i].Variable, source[i].Coefficient * factor);
        }

        return Form(terms);
    }

    private protected override Wire MultiplyWires(in Wire a, in Wire b)
    {
        LinearForm left = (LinearForm)a.Node!;
        LinearForm right = (LinearForm)b.Node!;
        if (LinearForm.IsConstant(left.Terms) || LinearForm.IsConstant(right.Terms))
        {
            _tape.Add(-1);
            return ScaleByCancelled(left, right);
        }

        _tape.Add(VariableCount);
        RowInfo info = new(LabelTable.Product, _scope, -1 - VariableCount);
        Wire product = NewVariable();
        Rows.Append(left.Terms, right.Terms, ((LinearForm)product.Node!).Terms, Table, in info);
        return product;
    }

    private protected override Wire MultiplyWiresShifted(
        in Wire a, in Wire b, in Fr factor, in Wire rest, out Wire product)
    {
        LinearForm left = (LinearForm)a.Node!;
        LinearForm right = (LinearForm)b.Node!;
        if (LinearForm.IsConstant(left.Terms) || LinearForm.IsConstant(right.Terms))
        {
            _tape.Add(-1);
            product = ScaleByCancelled(left, right);
            return (product * factor) + rest;
        }

        _tape.Add(VariableCount);
        RowInfo info = new(LabelTable.Product, _scope, -1 - VariableCount);
        Wire shifted = NewVariable();
        product = (shifted - rest) * factor.Inverse();
        Rows.Append(left.Terms, right.Terms, TermsOf(in product), Table, in info);
        return shifted;
    }

    private protected override Wire Combine(ReadOnlySpan<Fr> coefficients, ReadOnlySpan<Wire> wires, in Fr constant)
    {
        Fr sum = constant;
        for (int i = 0; i < wires.Length; i++)
        {
            if (wires[i].Node is LinearForm form)
            {
                _accumulator.AddScaled(form.Terms, in coefficients[i]);
            }
            else
            {
                sum += coefficients[i] * wires[i].Value;
            }
        }

        _accumulator.Add(0, in sum);
        return Form(_accumulator.Drain());
    }

    private protected override void RunHint(
        ReadOnlySpan<Wire> inputs, HintFunction function, Span<Wire> outputs, in Provenance provenance)
    {
        HashSet<int> read = [];
        foreach (ref readonly Wire input in inputs)
        {
            foreach (ref readonly Term term in TermsOf(in input).AsSpan())
            {
                _ = read.Add((int)term.Variable);
            }
        }

        Hints.Add(new HintOrigin(VariableCount, outputs.Length, [.. read]));
        for (int i = 0; i < outputs.Length; i++)
        {
            _tape.Add(VariableCount);
            outputs[i] = NewVariable();
        }
    }

    private protected override void RequireZero(in Wire value, in Provenance provenance) =>
        _linear.Add(new LinearConstraint(((LinearForm)value.Node!).Terms, NextAssertion(in provenance)));

    private protected override void RequireProduct(in Wire a, in Wire b, in Wire c, in Provenance provenance)
    {
        LinearForm left = (LinearForm)a.Node!;
        LinearForm right = (LinearForm)b.Node!;
        if (LinearForm.IsConstant(left.Terms) || LinearForm.IsConstant(right.Terms))
        {
            Wire difference = Merge(ScaleByCancelled(left, right), in c, -Fr.One);
            RequireZero(in difference, in provenance);
            return;
        }

        RowInfo info = NextAssertion(in provenance);
        Rows.Append(left.Terms, right.Terms, TermsOf(in c), Table, in info);
    }

    private protected override void ConstantIsNotZero(in Provenance provenance)
    {
        SourceLabel label = provenance.ToLabel();
        throw new CircuitException(
            $"{label}: '{label.Expression}' does not hold between constants, in {ScopeTree.Path(_scope)}.");
    }

    private protected override void ScopeChanged(bool entered)
    {
        if (entered)
        {
            _scopeIds.Push(_scope);
            _scope = ScopeTree.Enter(_scope, in Scopes[^1]);
        }
        else
        {
            _scope = _scopeIds.Pop();
        }
    }

    /// <summary>The product of two forms of which one has lost all its variables.</summary>
    private Wire ScaleByCancelled(LinearForm left, LinearForm right)
    {
        bool leftIsConstant = LinearForm.IsConstant(left.Terms);
        Fr factor = LinearForm.ConstantPart(leftIsConstant ? left.Terms : right.Terms);
        Wire other = new(default, leftIsConstant ? right : left);
        return factor.IsZero ? Form([]) : Scale(in other, in factor);
    }

    private RowInfo NextAssertion(in Provenance provenance) => new(Labels.Intern(in provenance), _scope, _assertions++);

    private Wire Form(Term[] terms) => new(default, new LinearForm(this, terms));

    private Wire Variable(uint index) => Form([new Term(index, Fr.One)]);

    private Wire NewVariable() => Variable((uint)VariableCount++);

    private static Term[] TermsOf(in Wire wire) =>
        wire.Node is LinearForm form ? form.Terms : wire.Value.IsZero ? [] : [new Term(0, wire.Value)];

    /// <summary>a + sign·b by one walk over both.</summary>
    private Wire Merge(in Wire a, in Wire b, in Fr sign)
    {
        ReadOnlySpan<Term> left = TermsOf(in a);
        ReadOnlySpan<Term> right = TermsOf(in b);
        if (_merge.Length < left.Length + right.Length)
        {
            _merge = new Term[2 * (left.Length + right.Length)];
        }

        bool negate = sign != Fr.One;
        int i = 0;
        int j = 0;
        int count = 0;
        while (i < left.Length || j < right.Length)
        {
            if (j == right.Length || (i < left.Length && left[i].Variable < right[j].Variable))
            {
                _merge[count++] = left[i++];
                continue;
            }

            Fr coefficient = negate ? -right[j].Coefficient : right[j].Coefficient;
            if (i < left.Length && left[i].Variable == right[j].Variable)
            {
                coefficient += left[i++].Coefficient;
            }

            if (!coefficient.IsZero)
            {
                _merge[count++] = new Term(right[j].Variable, coefficient);
            }

            j++;
        }

        return Form(_merge.AsSpan(0, count).ToArray());
    }
}
