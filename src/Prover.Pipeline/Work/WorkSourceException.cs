namespace Prover.Pipeline;

/// <summary>The source of work cannot be reached or answers nonsense; try again.</summary>
public sealed class WorkSourceException : Exception
{
    /// <summary>Says what went wrong.</summary>
    public WorkSourceException(string message)
        : base(message)
    {
    }

    /// <summary>Says what went wrong and what it comes from.</summary>
    public WorkSourceException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
