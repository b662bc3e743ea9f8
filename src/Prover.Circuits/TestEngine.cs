using System.Numerics;
using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>
/// Runs <see cref="ICircuit.Define"/> over big integers and checks every assertion at once; compiles nothing.
/// </summary>
/// <remarks>
/// The slow twin of <see cref="R1csCompiler"/> and <see cref="WitnessSolver"/> together: it shares neither the field
/// arithmetic nor the bookkeeping with them. For tests and debugging; it shows private values.
/// </remarks>
public sealed class TestEngine : CircuitBuilder
{
    private static BigInteger R => Fr.Modulus;

    private TestEngine()
    {
    }

    /// <summary>Products that would have cost a constraint, and assertions, so far. Not the size of the R1CS.</summary>
    public int Steps { get; private set; }

    /// <summary>Checks an assignment; returns if every assertion holds.</summary>
    /// <exception cref="UnsatisfiedException">An assertion fails.</exception>
    public static TestEngine Run(ICircuit assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        TestEngine engine = new();
        CircuitInputs inputs = CircuitInputs.Of(assignment, named: false);
        Fr[] values = new Fr[inputs.Count];
        inputs.ReadValues(values);
        inputs.Run(assignment, engine, i => engine.Number(values[i].ToBigInteger()));
        return engine;
    }

    internal override Wire Add(in Wire a, in Wire b) => Number(Of(in a) + Of(in b));

    internal override Wire Subtract(in Wire a, in Wire b) => Number(Of(in a) - Of(in b));

    internal override Wire Scale(in Wire a, in Fr factor) => Number(Of(in a) * factor.ToBigInteger());

    private protected override Wire MultiplyWires(in Wire a, in Wire b)
    {
        Steps++;
        return Number(Of(in a) * Of(in b));
    }

    private protected override Wire MultiplyWiresShifted(
        in Wire a, in Wire b, in Fr factor, in Wire rest, out Wire product)
    {
        product = MultiplyWires(in a, in b);
        return Number((Of(in product) * factor.ToBigInteger()) + Of(in rest));
    }

    private protected override Wire Combine(ReadOnlySpan<Fr> coefficients, ReadOnlySpan<Wire> wires, in Fr constant)
    {
        BigInteger sum = constant.ToBigInteger();
        for (int i = 0; i < wires.Length; i++)
        {
            sum += coefficients[i].ToBigInteger() * Of(in wires[i]);
        }

        return Number(sum);
    }

    private protected override void RunHint(
        ReadOnlySpan<Wire> inputs, HintFunction function, Span<Wire> outputs, in Provenance provenance)
    {
        Fr[] values = new Fr[inputs.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Fr.FromBigInteger(Of(in inputs[i]));
        }

        Fr[] results = new Fr[outputs.Length];
        function(values, results);
        for (int i = 0; i < results.Length; i++)
        {
            outputs[i] = Number(results[i].ToBigInteger());
        }
    }

    private protected override void RequireZero(in Wire value, in Provenance provenance) =>
        Require(Of(in value), BigInteger.Zero, in provenance);

    private protected override void RequireProduct(in Wire a, in Wire b, in Wire c, in Provenance provenance) =>
        Require(Of(in a) * Of(in b) % R, Of(in c), in provenance);

    private protected override void ConstantIsNotZero(in Provenance provenance) =>
        Require(BigInteger.One, BigInteger.Zero, in provenance);

    private void Require(BigInteger left, BigInteger right, in Provenance provenance)
    {
        Steps++;
        if (left != right)
        {
            throw new UnsatisfiedException(new UnsatisfiedConstraint(-1, ScopeTree.Path(Scopes), provenance.ToLabel())
            {
                Claim = OutermostClaim(),
                Left = Fr.FromBigInteger(left),
                Right = Fr.FromBigInteger(right),
            });
        }
    }

    private static BigInteger Of(in Wire wire) =>
        wire.Node is BigNumber number ? number.Value : wire.Value.ToBigInteger();

    private Wire Number(BigInteger value)
    {
        BigInteger reduced = BigInteger.Remainder(value, R);
        return new Wire(default, new BigNumber(this, reduced.Sign < 0 ? reduced + R : reduced));
    }

    private sealed class BigNumber(TestEngine engine, BigInteger value) : WireNode
    {
        public readonly BigInteger Value = value;

        internal override CircuitBuilder Builder => engine;
    }
}
