namespace Prover.Pipeline;

/// <summary>Told what a worker does: for logs and metrics. Calls come from any thread and return at once.</summary>
public interface IWorkerWatch
{
    /// <summary>A stage of a job ended well after so long.</summary>
    void Finished(WorkItem item, string device, JobStage stage, TimeSpan time);

    /// <summary>A proof was handed in; what the answer was.</summary>
    void HandedIn(WorkItem item, string device, WorkAnswer answer);

    /// <summary>An attempt failed.</summary>
    void Failed(WorkItem item, string device, WorkFailure failure);

    /// <summary>An attempt was given up without a failure: not needed any more, or handed back.</summary>
    void GaveUp(WorkItem item, string device, string why);

    /// <summary>The source of work cannot be reached, and is asked again after a while.</summary>
    void SourceLost(string device, string why);
}
