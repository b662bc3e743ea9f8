namespace Prover.Wire;

/// <summary>What a worker asks for; the numbers are part of <c>work-request.v1</c>.</summary>
public enum WorkVerb
{
    /// <summary>A job under a new lease.</summary>
    Take = 1,

    /// <summary>To keep a lease, and to tell progress.</summary>
    Renew = 2,

    /// <summary>To hand in a proof.</summary>
    Complete = 3,

    /// <summary>To say that the attempt failed.</summary>
    Fail = 4,

    /// <summary>To give the job back.</summary>
    Return = 5,
}
