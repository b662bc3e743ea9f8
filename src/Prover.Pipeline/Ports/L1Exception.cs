namespace Prover.Pipeline;

/// <summary>The node cannot be reached, refuses, or answers something that makes no sense.</summary>
public class L1Exception : Exception
{
    /// <summary>Says what went wrong.</summary>
    public L1Exception(string message)
        : base(message)
    {
    }

    /// <summary>Says what went wrong and what it comes from.</summary>
    public L1Exception(string message, Exception inner)
        : base(message, inner)
    {
    }
}
