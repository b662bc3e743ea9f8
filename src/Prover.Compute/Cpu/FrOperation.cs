namespace Prover.Compute;

/// <summary>An operation on pairs of elements of 𝔽r.</summary>
public enum FrOperation
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Subtract,

    /// <summary>a·b.</summary>
    Multiply,
}
