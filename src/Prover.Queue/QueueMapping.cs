using Prover.Pipeline;
using Prover.Wire;

namespace Prover.Queue;

/// <summary>What messages say in the words of the pipeline, and the other way round.</summary>
internal static class QueueMapping
{
    public static JobName Name(JobId job) => new(job.ChainId, job.BlockNumber);

    public static JobId Job(JobName name) => new(name.ChainId, name.BlockNumber);

    public static BlockAnswer Answer(Admission admission) => new(
        Verdict(admission.Verdict),
        admission.Job is { } job ? Name(job) : null,
        admission.Envelope?.Value,
        admission.Reason,
        admission.RetryAfter);

    public static JobUpdate Update(JobEvent happened) => new(
        Name(happened.Job),
        happened.Sequence,
        happened.Time,
        Word(happened.Kind),
        Word(happened.Stage),
        happened.Attempt,
        happened.By,
        happened.Detail);

    public static JobUpdate Update(JobId job, WorkProgress progress, DateTimeOffset time) => new(
        Name(job), 0, time, JobUpdate.ProgressKind, Word(progress.Stage), Progress: progress.Fraction);

    public static WorkLease Lease(WorkItem item) =>
        new(Name(item.Job), item.Fence, item.Envelope.Value, item.CircuitId);

    /// <summary>A job under a lease; times are zero where a message has none.</summary>
    public static WorkItem Item(WorkLease lease, TimeSpan leaseTime = default, TimeSpan timeLimit = default) => new(
        Job(lease.Job), lease.Fence, new ContentHash(lease.Envelope), lease.CircuitId, leaseTime, timeLimit);

    public static WorkVerdict Verdict(WorkAnswer answer) => answer switch
    {
        WorkAnswer.Accepted => WorkVerdict.Accepted,
        WorkAnswer.NotNeeded => WorkVerdict.NotNeeded,
        WorkAnswer.LeaseLost => WorkVerdict.LeaseLost,
        _ => WorkVerdict.Refused,
    };

    /// <summary>Null where the verdict is none about a lease.</summary>
    public static WorkAnswer? Answer(WorkVerdict verdict) => verdict switch
    {
        WorkVerdict.Accepted => WorkAnswer.Accepted,
        WorkVerdict.NotNeeded => WorkAnswer.NotNeeded,
        WorkVerdict.LeaseLost => WorkAnswer.LeaseLost,
        WorkVerdict.Refused => WorkAnswer.Refused,
        _ => null,
    };

    public static int Stage(JobStage stage) => stage == JobStage.Witness ? 0 : 1;

    public static JobStage Stage(int number) => number == 0 ? JobStage.Witness : JobStage.Prove;

    public static int Kind(WorkFailureKind kind) => kind switch
    {
        WorkFailureKind.WrongProof => 1,
        WorkFailureKind.Poison => 2,
        _ => 0,
    };

    public static WorkFailureKind Kind(int number) => number switch
    {
        1 => WorkFailureKind.WrongProof,
        2 => WorkFailureKind.Poison,
        _ => WorkFailureKind.Transient,
    };

    private static BlockVerdict Verdict(AdmissionVerdict verdict) => verdict switch
    {
        AdmissionVerdict.Accepted => BlockVerdict.Accepted,
        AdmissionVerdict.Same => BlockVerdict.Same,
        AdmissionVerdict.KeyTaken => BlockVerdict.KeyTaken,
        AdmissionVerdict.NumberTaken => BlockVerdict.NumberTaken,
        AdmissionVerdict.Malformed => BlockVerdict.Malformed,
        AdmissionVerdict.NotServed => BlockVerdict.NotServed,
        _ => BlockVerdict.Overloaded,
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
