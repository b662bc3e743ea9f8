using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>
/// Runs <see cref="ICircuit.Define"/> over field elements and writes the assignment of all wires as it goes.
/// </summary>
/// <remarks>
/// Wires carry their values, linear operations are plain field operations, and a product or hint output is stored at
/// the place that the compiler's tape gives. No linear combination is ever built.
/// </remarks>
public sealed class WitnessSolver : CircuitBuilder
{
    private readonly CompiledCircuit _circuit;
    private readonly SolveOptions _options;
    private readonly ForgedValues? _forged;
    private readonly SolverNode _node;
    private readonly Fr[] _values;
    private readonly List<UnsatisfiedConstraint> _failures = [];
    private readonly int[] _tape;
    private int _next;
    private int _assertions;
    private int _hints;

    /// <param name="circuit">What to solve.</param>
    /// <param name="options">How.</param>
    /// <param name="forged">Takes the values instead, for a prover who cheats; else null.</param>
    internal WitnessSolver(CompiledCircuit circuit, SolveOptions options, ForgedValues? forged = null)
    {
        _circuit = circuit;
        _options = options;
        _forged = forged;
        _node = new SolverNode(this);
        _tape = forged is null ? circuit.Tape : forged.Tape;

        // Pinned: the collector never leaves a copy of secret values behind.
        _values = GC.AllocateArray<Fr>(circuit.R1cs.WireCount, pinned: true);
        _values[0] = Fr.One;
    }

    /// <summary>The wire of input i, whose value this stores.</summary>
    internal Wire Input(int i, Fr value)
    {
        Store(_forged is null ? _circuit.InputWires[i] : 1 + i, ref value);
        return new Wire(in value, _node);
    }

    /// <summary>The finished assignment.</summary>
    /// <exception cref="CircuitException">Define took another way than when it was compiled.</exception>
    internal Witness Finish()
    {
        if (_next != _tape.Length || _assertions != _circuit.AssertionRows.Length)
        {
            throw OtherWay();
        }

        return new Witness(_values, _circuit.R1cs.PublicCount, _failures);
    }

    internal override Wire Add(in Wire a, in Wire b) => new(a.Value + b.Value, _node);

    internal override Wire Subtract(in Wire a, in Wire b) => new(a.Value - b.Value, _node);

    internal override Wire Scale(in Wire a, in Fr factor) => new(a.Value * factor, _node);

    private protected override Wire MultiplyWires(in Wire a, in Wire b)
    {
        Fr product = a.Value * b.Value;
        StoreNext(ref product);
        return new Wire(in product, _node);
    }

    private protected override Wire MultiplyWiresShifted(
        in Wire a, in Wire b, in Fr factor, in Wire rest, out Wire product)
    {
        Fr value = a.Value * b.Value;
        Fr shifted = (value * factor) + rest.Value;
        StoreNext(ref shifted);
        if (_forged is not null)
        {
            // The variable is the sum; the product is a form of it.
            value = (shifted - rest.Value) * factor.Inverse();
        }

        product = new Wire(in value, _node);
        return new Wire(in shifted, _node);
    }

    private protected override Wire Combine(ReadOnlySpan<Fr> coefficients, ReadOnlySpan<Wire> wires, in Fr constant)
    {
        Fr sum = constant;
        for (int i = 0; i < wires.Length; i++)
        {
            sum += coefficients[i] * wires[i].Value;
        }

        return new Wire(in sum, _node);
    }

    private protected override void RunHint(
        ReadOnlySpan<Wire> inputs, HintFunction function, Span<Wire> outputs, in Provenance provenance)
    {
        int total = inputs.Length + outputs.Length;
        Span<Fr> buffer = total <= 128 ? stackalloc Fr[total] : new Fr[total];
        Span<Fr> values = buffer[..inputs.Length];
        Span<Fr> results = buffer[inputs.Length..];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = inputs[i].Value;
        }

        results.Clear();
        function(values, results);
        bool[]? lies = _options.HintOverride is null ? null : Override(results, in provenance);

        if (_options.Lie is { } lie && lie.Index >= _hints && lie.Index < _hints + results.Length)
        {
            ref Fr result = ref results[lie.Index - _hints];
            result = lie.Change(result);
        }

        _hints += results.Length;
        for (int i = 0; i < results.Length; i++)
        {
            Fr told = results[i];
            StoreNext(ref results[i]);
            _forged?.Note(lost: lies is not null && lies[i] && told != results[i]);
            outputs[i] = new Wire(in results[i], _node);
        }
    }

    private protected override void RequireZero(in Wire value, in Provenance provenance)
    {
        if (!value.Value.IsZero)
        {
            Fail(in provenance, value.Value, Fr.Zero);
        }

        _assertions++;
    }

    private protected override void RequireProduct(in Wire a, in Wire b, in Wire c, in Provenance provenance)
    {
        Fr product = a.Value * b.Value;
        if (product != c.Value)
        {
            Fail(in provenance, product, c.Value);
        }

        _assertions++;
    }

    private protected override void ConstantIsNotZero(in Provenance provenance) => throw OtherWay();

    private static CircuitException OtherWay() =>
        new("Define did something else than when it was compiled: it must not depend on values of inputs.");

    /// <summary>Puts the lies in place and says which outputs they are.</summary>
    private bool[] Override(Span<Fr> results, in Provenance provenance)
    {
        string scope = ScopeTree.Path(Scopes);
        bool[] lies = new bool[results.Length];
        for (int i = 0; i < results.Length; i++)
        {
            HintInfo info = new(_hints + i, i, provenance.Left, scope);
            Fr? lie = _options.HintOverride!(info, results[i]);
            lies[i] = lie is not null;
            results[i] = lie ?? results[i];
        }

        return lies;
    }

    private void Fail(in Provenance provenance, Fr left, Fr right)
    {
        if (_forged is not null)
        {
            return; // The rows of the final system decide, not what is noticed on the way.
        }

        int row = _assertions < _circuit.AssertionRows.Length ? _circuit.AssertionRows[_assertions] : throw OtherWay();
        UnsatisfiedConstraint failure = new(row, ScopeTree.Path(Scopes), provenance.ToLabel())
        {
            Claim = OutermostClaim(),
            Inputs = _circuit.InputsOfAssertion(_assertions, _values, _options.RevealValues),
            Left = _options.RevealValues ? left : null,
            Right = _options.RevealValues ? right : null,
        };
        if (!_options.CollectFailures)
        {
            throw new UnsatisfiedException(failure);
        }

        _failures.Add(failure);
    }

    private void StoreNext(ref Fr value)
    {
        if (_next == _tape.Length)
        {
            throw OtherWay();
        }

        Store(_tape[_next++], ref value);
    }

    private void Store(int wire, ref Fr value)
    {
        if (_forged is not null)
        {
            _forged.Store(wire, ref value);
        }
        else if (wire >= 0)
        {
            _values[wire] = value;
        }
    }
}
