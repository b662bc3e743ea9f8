namespace Prover.Pipeline;

/// <summary>A block could not be prepared or proven. The message is one line without secrets.</summary>
public sealed class BlockFailureException : Exception
{
    /// <summary>Says what kind of failure it is, in which stage and why.</summary>
    public BlockFailureException(WorkFailureKind kind, JobStage stage, string message, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Stage = stage;
    }

    /// <summary>Whether it is worth trying again.</summary>
    public WorkFailureKind Kind { get; }

    /// <summary>The stage it happened in.</summary>
    public JobStage Stage { get; }
}
