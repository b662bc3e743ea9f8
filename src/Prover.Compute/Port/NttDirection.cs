namespace Prover.Compute;

/// <summary>Which way a number-theoretic transform goes.</summary>
public enum NttDirection
{
    /// <summary>From coefficients to values.</summary>
    Forward,

    /// <summary>From values to coefficients, the factor 1/n included.</summary>
    Inverse,
}
