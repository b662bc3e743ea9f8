namespace Prover.Queue;

/// <summary>
/// The broker refuses what waiting does not change: a queue with other arguments, missing rights, a wrong password.
/// The message is one line.
/// </summary>
public sealed class QueueRefusedException : Exception
{
    /// <summary>Says what is refused.</summary>
    public QueueRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is refused and what it comes from.</summary>
    public QueueRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
