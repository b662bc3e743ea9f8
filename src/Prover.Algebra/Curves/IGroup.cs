namespace Prover.Algebra;

/// <summary>A point in the form that is fast to add, for code that is written once for G1 and G2.</summary>
/// <remarks>
/// Equality is equality of points, not of coordinates. All operations are complete: equal, opposite and identity
/// operands are allowed. Their time depends on such coincidences.
/// </remarks>
public interface IGroup<TSelf, TAffine> : IEquatable<TSelf>
    where TSelf : struct, IGroup<TSelf, TAffine>
    where TAffine : struct
{
    /// <summary>The neutral element.</summary>
    static abstract TSelf Identity { get; }

    /// <summary>True for the neutral element.</summary>
    bool IsIdentity { get; }

    /// <summary>The same point with Z = 1 (or the identity).</summary>
    static abstract TSelf FromAffine(in TAffine point);

    /// <summary>Sum.</summary>
    static abstract TSelf operator +(in TSelf a, in TSelf b);

    /// <summary>Mixed sum, cheaper than the general one.</summary>
    static abstract TSelf operator +(in TSelf a, in TAffine b);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(in TSelf a, in TSelf b);

    /// <summary>The point −P.</summary>
    static abstract TSelf operator -(in TSelf a);

    /// <summary>Writes the affine forms of many points with one field inversion.</summary>
    static abstract void Normalize(ReadOnlySpan<TSelf> points, Span<TAffine> result);

    /// <summary>2P.</summary>
    TSelf Double();

    /// <summary>scalar · P. Time depends on the scalar and the point.</summary>
    TSelf MultiplyVarTime(in Fr scalar);

    /// <summary>The affine form; costs one field inversion.</summary>
    TAffine ToAffine();
}
