namespace Prover.Pipeline;

/// <summary>The job or payload store cannot do what it was asked; nothing was changed.</summary>
public sealed class JobStoreException : Exception
{
    /// <summary>Says what went wrong.</summary>
    public JobStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Says what went wrong and what it comes from.</summary>
    public JobStoreException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
