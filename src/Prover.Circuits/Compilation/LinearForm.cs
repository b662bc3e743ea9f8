using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>One term of a linear form. Variable 0 is the constant one.</summary>
internal readonly record struct Term(uint Variable, Fr Coefficient);

/// <summary>An immutable linear combination: terms in increasing order of variables, no coefficient zero.</summary>
internal sealed class LinearForm(R1csCompiler compiler, Term[] terms) : WireNode
{
    public readonly Term[] Terms = terms;

    internal override CircuitBuilder Builder => compiler;

    /// <summary>True if every variable has cancelled.</summary>
    public static bool IsConstant(ReadOnlySpan<Term> terms) =>
        terms.Length == 0 || (terms.Length == 1 && terms[0].Variable == 0);

    /// <summary>The coefficient of the constant one.</summary>
    public static Fr ConstantPart(ReadOnlySpan<Term> terms) =>
        terms.Length > 0 && terms[0].Variable == 0 ? terms[0].Coefficient : Fr.Zero;
}
