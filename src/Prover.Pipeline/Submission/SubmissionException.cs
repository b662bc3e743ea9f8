namespace Prover.Pipeline;

/// <summary>A block must not go to L1 as it is. Nothing was sent.</summary>
public sealed class SubmissionException : Exception
{
    /// <summary>Names the problem and says what was expected and what was found.</summary>
    public SubmissionException(SubmissionProblem problem, string message)
        : base(message)
    {
        Problem = problem;
    }

    /// <summary>What is wrong.</summary>
    public SubmissionProblem Problem { get; }
}
