namespace Prover.Algebra;

/// <summary>A point (x, y) of y² = x³ + b over TField, for code that is written once for G1 and G2.</summary>
/// <remarks>The identity is (0, 0), all bytes zero; it satisfies no curve equation with b ≠ 0.</remarks>
public interface IAffinePoint<TSelf, TField> : IEquatable<TSelf>
    where TSelf : struct, IAffinePoint<TSelf, TField>
    where TField : struct, IField<TField>
{
    /// <summary>The neutral element.</summary>
    static abstract TSelf Identity { get; }

    /// <summary>The generator of the subgroup of order r that EIP-197 fixes.</summary>
    static abstract TSelf Generator { get; }

    /// <summary>The constant b of y² = x³ + b.</summary>
    static abstract TField B { get; }

    /// <summary>The x coordinate.</summary>
    TField X { get; }

    /// <summary>The y coordinate.</summary>
    TField Y { get; }

    /// <summary>True for the neutral element.</summary>
    bool IsIdentity { get; }

    /// <summary>The point with these coordinates; nothing is checked.</summary>
    static abstract TSelf FromCoordinates(in TField x, in TField y);

    /// <summary>The point −P.</summary>
    static abstract TSelf operator -(in TSelf a);

    /// <summary>True if the coordinates satisfy the curve equation, or the point is the identity.</summary>
    bool IsOnCurve();
}
