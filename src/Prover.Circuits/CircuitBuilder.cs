using System.Runtime.CompilerServices;
using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>
/// What a circuit is written with. The same <see cref="ICircuit.Define"/> runs on every implementation.
/// </summary>
/// <remarks>
/// <see cref="R1csCompiler"/> records constraints, <see cref="WitnessSolver"/> computes values,
/// <see cref="TestEngine"/>
/// checks with big integers. Operators of <see cref="Wire"/> come here too. Not safe for use from several threads.
/// </remarks>
public abstract partial class CircuitBuilder
{
    private ScopeFrame[] _scopes = new ScopeFrame[16];
    private int _depth;

    private protected CircuitBuilder()
    {
    }

    /// <summary>The scopes entered and not left yet, outermost first.</summary>
    private protected ReadOnlySpan<ScopeFrame> Scopes => _scopes.AsSpan(0, _depth);

    /// <summary>a·b. One constraint and one variable, or linear if a side is a constant.</summary>
    public Wire Multiply(in Wire a, in Wire b)
    {
        if (a.Node is null)
        {
            return b.Node is null ? a.Value * b.Value : ScaleByConstant(in b, in a.Value);
        }

        return b.Node is null ? ScaleByConstant(in a, in b.Value) : MultiplyWires(in a, in b);
    }

    /// <summary>factor·a·b + rest as a new variable, with a·b as a linear form of it. One constraint.</summary>
    /// <remarks>
    /// The same statement as <c>product = a * b; factor * product + rest</c>, in other coordinates: for chains in which
    /// the sum is multiplied again and would be long, this keeps it to one term and puts the long form into C once.
    /// </remarks>
    /// <exception cref="ArgumentException">factor is 0.</exception>
    public Wire MultiplyShifted(in Wire a, in Wire b, in Fr factor, in Wire rest, out Wire product)
    {
        if (factor.IsZero)
        {
            throw new ArgumentException("The factor must not be 0.", nameof(factor));
        }

        if (a.Node is null || b.Node is null)
        {
            product = Multiply(in a, in b);
            return (product * factor) + rest;
        }

        return MultiplyWiresShifted(in a, in b, in factor, in rest, out product);
    }

    /// <summary>Σ wires; linear.</summary>
    public Wire Sum(ReadOnlySpan<Wire> wires)
    {
        Span<Fr> ones = wires.Length <= 64 ? stackalloc Fr[wires.Length] : new Fr[wires.Length];
        ones.Fill(Fr.One);
        return InnerProduct(ones, wires);
    }

    /// <summary>
    /// constant + Σ coefficients[i]·wires[i]; linear, and much cheaper to compile than a chain of operators.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Wire InnerProduct(ReadOnlySpan<Fr> coefficients, ReadOnlySpan<Wire> wires, in Fr constant = default)
    {
        if (coefficients.Length != wires.Length)
        {
            throw new ArgumentException("One coefficient per wire is needed.", nameof(coefficients));
        }

        // Constness must not depend on the builder: a wire with coefficient 0 does not count.
        bool isConstant = true;
        for (int i = 0; i < wires.Length && isConstant; i++)
        {
            isConstant = wires[i].Node is null || coefficients[i].IsZero;
        }

        if (!isConstant)
        {
            return Combine(coefficients, wires, in constant);
        }

        Fr sum = constant;
        for (int i = 0; i < wires.Length; i++)
        {
            if (!coefficients[i].IsZero)
            {
                sum += coefficients[i] * wires[i].Value;
            }
        }

        return sum;
    }

    /// <summary>
    /// Values that the prover supplies: the results of <paramref name="function"/>, one new variable each.
    /// </summary>
    /// <remarks>Costs no constraint and proves nothing: the circuit must bind every output itself.</remarks>
    public Wire[] Hint(
        int count,
        ReadOnlySpan<Wire> inputs,
        HintFunction function,
        string label,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(function);
        Wire[] outputs = new Wire[count];
        RunHint(inputs, function, outputs, new Provenance(label, null, null, file, line));
        return outputs;
    }

    /// <summary>One value that the prover supplies; see the other overload.</summary>
    public Wire Hint(
        ReadOnlySpan<Wire> inputs,
        HintFunction function,
        string label,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        Wire output = default;
        RunHint(inputs, function, new Span<Wire>(ref output), new Provenance(label, null, null, file, line));
        return output;
    }

    /// <summary>Names what follows, for reports and the profile, until the handle is disposed.</summary>
    public ScopeHandle Scope(string name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Scope(name, -1, file, line);

    /// <summary>Names one round of a loop: <c>name[index]</c>.</summary>
    public ScopeHandle Scope(
        string name,
        int index,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        Push(new ScopeFrame(name, index, file, line));
        return new ScopeHandle(this);
    }

    /// <summary>
    /// For gadgets: a scope that says what is being proved about which expression of the caller, so that a failure deep
    /// inside is reported in the caller's words and at the caller's line.
    /// </summary>
    /// <param name="name">Name of the scope.</param>
    /// <param name="claim">Text with {0} for the expression and {1} for the number, such as <c>{0} in [0,
    /// 2^{1})</c>.</param>
    /// <param name="expression">Source text, from the caller.</param>
    /// <param name="number">A number in the claim.</param>
    /// <param name="file">The caller's file.</param>
    /// <param name="line">The caller's line.</param>
    public ScopeHandle Claim(string name, string claim, string expression, int number, string file, int line)
    {
        Push(new ScopeFrame(name, -1, file, line) { Claim = claim, Expression = expression, Number = number });
        return new ScopeHandle(this);
    }

    internal void LeaveScope()
    {
        _depth--;
        ScopeChanged(entered: false);
    }

    /// <summary>
    /// Runs a body that makes products of its inputs only; a compiler may copy the rows of an earlier run with the same
    /// key.
    /// </summary>
    /// <param name="key">Identifies the body.</param>
    /// <param name="inputs">All that the body reads.</param>
    /// <param name="body">Must do the same for the same key: products and linear operations.</param>
    internal virtual Wire[] Repeat(object key, Wire[] inputs, Func<Wire[], Wire[]> body) => body(inputs);

    /// <summary>a + b, at least one of them not constant.</summary>
    internal abstract Wire Add(in Wire a, in Wire b);

    /// <summary>a − b, at least one of them not constant.</summary>
    internal abstract Wire Subtract(in Wire a, in Wire b);

    /// <summary>a·factor, a not constant, factor not 0.</summary>
    internal abstract Wire Scale(in Wire a, in Fr factor);

    /// <summary>a·b, both not constant.</summary>
    private protected abstract Wire MultiplyWires(in Wire a, in Wire b);

    /// <summary>factor·a·b + rest, a and b not constant, factor not 0.</summary>
    private protected abstract Wire MultiplyWiresShifted(
        in Wire a, in Wire b, in Fr factor, in Wire rest, out Wire product);

    /// <summary>constant + Σ kᵢ·wᵢ, at least one wire with kᵢ ≠ 0 not constant.</summary>
    private protected abstract Wire Combine(ReadOnlySpan<Fr> coefficients, ReadOnlySpan<Wire> wires, in Fr constant);

    private protected abstract void RunHint(
        ReadOnlySpan<Wire> inputs, HintFunction function, Span<Wire> outputs, in Provenance provenance);

    private protected virtual void ScopeChanged(bool entered)
    {
    }

    /// <summary>The claim of the outermost gadget that is open; null outside of gadgets.</summary>
    private protected SourceLabel? OutermostClaim()
    {
        foreach (ref readonly ScopeFrame frame in Scopes)
        {
            if (frame.ToLabel() is { } claim)
            {
                return claim;
            }
        }

        return null;
    }

    private void Push(in ScopeFrame frame)
    {
        if (_depth == _scopes.Length)
        {
            Array.Resize(ref _scopes, 2 * _depth);
        }

        _scopes[_depth++] = frame;
        ScopeChanged(entered: true);
    }

    private Wire ScaleByConstant(in Wire a, in Fr factor) => factor.IsZero ? default : Scale(in a, in factor);
}
