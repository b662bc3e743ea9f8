using Prover.Pipeline;

namespace Prover.Host.Service.Api;

/// <summary>The answer to a block that is in: <c>POST /v1/blocks</c>, 202 for a new one, 200 for a known one.</summary>
/// <param name="Job"><c>chain/number</c>.</param>
/// <param name="Envelope">SHA-256 of the block's bytes, 64 hexadecimal digits.</param>
/// <param name="Href">Path of the job.</param>
public sealed record BlockTicket(string Job, string Envelope, string Href);

/// <summary>A job in a list.</summary>
/// <param name="Job"><c>chain/number</c>.</param>
/// <param name="Stage">The work that it needs next.</param>
/// <param name="State">What becomes of it there.</param>
/// <param name="Progress">Finished fraction of the stage, in [0, 1]; null while nobody works on it.</param>
/// <param name="By">Who works on it, <c>worker/device</c>; or who proved it.</param>
/// <param name="Attempt">Number of the last lease; grows with each.</param>
/// <param name="Failures">Failures so far in its stage.</param>
/// <param name="Admitted">When it came in.</param>
/// <param name="StageSince">When it came into its stage.</param>
/// <param name="NotBefore">When it is tried again; null if there is nothing to wait for.</param>
/// <param name="Reason">Why it failed last, is held or is dead: one line.</param>
/// <param name="Circuit">The circuit's id, 0x and 64 hexadecimal digits.</param>
/// <param name="Envelope">SHA-256 of the block's bytes.</param>
/// <param name="Bundle">Path of the replay bundle of its last failure; null if there is none.</param>
public sealed record JobSummary(
    string Job,
    JobStage Stage,
    JobState State,
    double? Progress,
    string? By,
    long Attempt,
    int Failures,
    DateTimeOffset Admitted,
    DateTimeOffset StageSince,
    DateTimeOffset? NotBefore,
    string? Reason,
    string Circuit,
    string Envelope,
    string? Bundle = null);

/// <summary>A page of jobs: <c>GET /v1/jobs</c> and <c>GET /v1/admin/dead</c>.</summary>
/// <param name="Jobs">In the order asked for.</param>
/// <param name="Next">Path of the next page; null after the last one.</param>
public sealed record JobPage(IReadOnlyList<JobSummary> Jobs, string? Next);

/// <summary>A job with its history: <c>GET /v1/jobs/{chain}/{number}</c>.</summary>
/// <param name="Summary">What the lists say of it.</param>
/// <param name="Key">The sequencer's key.</param>
/// <param name="Stages">The stages that it came to, in order.</param>
/// <param name="Transactions">Its transactions on L1, by nonce.</param>
/// <param name="LastEvent">Number of its last event: <c>Last-Event-ID</c> for its stream.</param>
public sealed record JobDetail(
    JobSummary Summary,
    string Key,
    IReadOnlyList<StageReport> Stages,
    IReadOnlyList<TransactionReport> Transactions,
    long LastEvent);

/// <summary>What happened in a stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Started">When the job came into it first.</param>
/// <param name="Ended">When it left it last; null while it is there.</param>
/// <param name="Attempts">What was tried, in order.</param>
public sealed record StageReport(
    JobStage Stage, DateTimeOffset Started, DateTimeOffset? Ended, IReadOnlyList<AttemptReport> Attempts);

/// <summary>One attempt at a stage.</summary>
/// <param name="Attempt">Number of the lease, 0 for the node's own stages.</param>
/// <param name="By"><c>worker/device</c>; null for the node itself.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended; null while it lasts.</param>
/// <param name="Outcome">The event that ended it; null while it lasts.</param>
/// <param name="Detail">A reason or a transaction: one line.</param>
public sealed record AttemptReport(
    long Attempt,
    string? By,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    JobEventKind? Outcome,
    string? Detail);

/// <summary>An event of a job, also as the data of a server-sent event whose id is its number.</summary>
/// <param name="Sequence">Its place among all events of the node.</param>
/// <param name="Job"><c>chain/number</c>.</param>
/// <param name="Time">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Stage">In which stage.</param>
/// <param name="Attempt">Number of the lease, or 0.</param>
/// <param name="By"><c>worker/device</c> or who asked for it; null for the node itself.</param>
/// <param name="Detail">One line; may be null.</param>
public sealed record JobEventReport(
    long Sequence,
    string Job,
    DateTimeOffset Time,
    JobEventKind Kind,
    JobStage Stage,
    long Attempt,
    string? By,
    string? Detail);

/// <summary>How far a stage is: data of the server-sent event <c>progress</c>, which has no number.</summary>
/// <param name="Job"><c>chain/number</c>.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Fraction">Finished fraction, in [0, 1].</param>
public sealed record ProgressReport(string Job, JobStage Stage, double Fraction);
