namespace Prover.Pipeline;

/// <summary>What an operator may do with jobs. Each verb is one transaction, with an event where it is about a
/// job.</summary>
public interface IJobAdmin
{
    /// <summary>Sends a job back to a stage (Witness, Prove, Verify or Submit) with its failures forgotten.</summary>
    /// <returns>Null, or one line why not: a final job stays final, and one that may be on L1 is not proven
    /// again.</returns>
    Task<string?> RequeueAsync(JobId job, JobStage from, string by, CancellationToken cancel);

    /// <summary>Gives a dead or held job another round of attempts in its stage.</summary>
    Task<string?> RetryAsync(JobId job, string by, CancellationToken cancel);

    /// <summary>Gives a dead or held job up; its number may then be given to another envelope.</summary>
    Task<string?> DropAsync(JobId job, string by, CancellationToken cancel);

    /// <summary>Gives a quarantined device (<c>worker/device</c>) work again.</summary>
    Task<string?> ReleaseAsync(string device, string by, CancellationToken cancel);
}
