namespace Prover.Algebra;

/// <summary>A field, for code that is written once for 𝔽q, 𝔽q², 𝔽r.</summary>
public interface IField<TSelf> : IEquatable<TSelf>
    where TSelf : struct, IField<TSelf>
{
    /// <summary>The neutral element of addition.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The neutral element of multiplication.</summary>
    static abstract TSelf One { get; }

    /// <summary>True for the neutral element of addition.</summary>
    bool IsZero { get; }

    /// <summary>Sum.</summary>
    static abstract TSelf operator +(in TSelf a, in TSelf b);

    /// <summary>Difference.</summary>
    static abstract TSelf operator -(in TSelf a, in TSelf b);

    /// <summary>Product.</summary>
    static abstract TSelf operator *(in TSelf a, in TSelf b);

    /// <summary>Additive inverse.</summary>
    static abstract TSelf operator -(in TSelf a);

    /// <summary>this · this.</summary>
    TSelf Square();

    /// <summary>this + this.</summary>
    TSelf Double();

    /// <summary>The multiplicative inverse; zero gives zero.</summary>
    TSelf Inverse();
}
