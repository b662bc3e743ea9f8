using Prover.Pipeline;

namespace Prover.Host.Service.Api;

/// <summary>What a node does, in one word.</summary>
public enum NodeActivity
{
    /// <summary>Opens keys, compares with L1, makes a first proof.</summary>
    Starting,

    /// <summary>Nothing waits.</summary>
    Idle,

    /// <summary>Blocks are on their way and move.</summary>
    Working,

    /// <summary>Blocks are on their way, and one of the stages has not moved for too long.</summary>
    Stuck,

    /// <summary>Takes no new work; ends when what runs has ended.</summary>
    Draining,
}

/// <summary>The node: <c>GET /v1/node</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The program's version with its commit.</param>
/// <param name="Role"><c>node</c> or <c>worker</c>.</param>
/// <param name="Started">When the process started.</param>
/// <param name="Activity">What it does.</param>
/// <param name="Why">Why it is not ready or is stuck: a line each; empty otherwise.</param>
/// <param name="Circuits">What it proves.</param>
/// <param name="Stages">How many jobs are in each stage and state.</param>
/// <param name="Devices">All workers that it remembers.</param>
/// <param name="Loops">Its parts.</param>
/// <param name="L1">What it knows of L1; null if it sends nothing.</param>
/// <param name="LastEvent">Number of the last event.</param>
public sealed record NodeReport(
    string Name,
    string Version,
    string Role,
    DateTimeOffset Started,
    NodeActivity Activity,
    IReadOnlyList<string> Why,
    IReadOnlyList<CircuitReport> Circuits,
    IReadOnlyList<StageCount> Stages,
    IReadOnlyList<DeviceReport> Devices,
    IReadOnlyList<LoopReport> Loops,
    L1Report? L1,
    long LastEvent);

/// <summary>A circuit that is served.</summary>
/// <param name="Name"><c>circuit/preset</c>.</param>
/// <param name="Id">Its id, 0x and 64 hexadecimal digits.</param>
/// <param name="VerifyingKey">Hash of the verifying key as the contract has it, 0x and 64 hexadecimal digits.</param>
/// <param name="Development">Whether the key is one of a development setup.</param>
/// <param name="KeyBytes">Size of the key file.</param>
public sealed record CircuitReport(string Name, string Id, string VerifyingKey, bool Development, long KeyBytes);

/// <summary>How many jobs are in a stage and state.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestSeconds">How long the oldest has been in the stage.</param>
public sealed record StageCount(JobStage Stage, JobState State, int Count, double OldestSeconds);

/// <summary>A worker's device as the node remembers it.</summary>
/// <param name="Name"><c>worker/device</c>.</param>
/// <param name="LastSeen">When it last asked for something.</param>
/// <param name="ProofsRight">Its proofs that verified.</param>
/// <param name="ProofsWrong">Its proofs that did not.</param>
/// <param name="Failures">Its other failures.</param>
/// <param name="Quarantined">Why it gets no work; null while it does.</param>
public sealed record DeviceReport(
    string Name, DateTimeOffset LastSeen, long ProofsRight, long ProofsWrong, long Failures, string? Quarantined);

/// <summary>A part of the node that runs all the time.</summary>
/// <param name="Name">What it is.</param>
/// <param name="State"><c>running</c>, <c>restarting</c> or <c>ended</c>.</param>
/// <param name="Restarts">How often it had to be started again.</param>
/// <param name="Reason">Why it last failed: one line; null if it never did.</param>
public sealed record LoopReport(string Name, string State, int Restarts, string? Reason);

/// <summary>What the node knows of L1: part of <c>GET /v1/node</c>, and <c>GET /v1/admin/l1</c>.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Contract">The rollup's contract.</param>
/// <param name="Sender">The sending account.</param>
/// <param name="BalanceWei">What it has, in wei; null before it was asked.</param>
/// <param name="Head">Number of the latest block of L1; null before it was asked.</param>
/// <param name="Admitted">Last rollup block that came in; null if none did.</param>
/// <param name="Proved">Last rollup block of those without a gap from L1's on that has a verified proof.</param>
/// <param name="Block">Last rollup block that L1 has accepted; null before it was asked.</param>
/// <param name="FinalBlock">Last rollup block that is final there; null if none is.</param>
/// <param name="NextNonce">The sending account's next nonce in the chain; null before it was asked.</param>
/// <param name="PendingNonce">The same with what waits in the pool of the L1 node.</param>
/// <param name="KeysMatch">Whether circuit ids and verifying keys are those of the contract.</param>
/// <param name="Keys">Each circuit with its key here and there: a line each.</param>
/// <param name="Open">Transactions that are not final.</param>
/// <param name="Waits">What the sender waits for; null if for nothing.</param>
/// <param name="Problem">Why L1 does not answer: one line; null if it does.</param>
public sealed record L1Report(
    ulong ChainId,
    string Contract,
    string? Sender,
    string? BalanceWei,
    ulong? Head,
    uint? Admitted,
    uint? Proved,
    uint? Block,
    uint? FinalBlock,
    ulong? NextNonce,
    ulong? PendingNonce,
    bool KeysMatch,
    IReadOnlyList<string> Keys,
    IReadOnlyList<TransactionReport> Open,
    string? Waits,
    string? Problem);

/// <summary>A transaction of the sender.</summary>
/// <param name="Nonce">Its nonce.</param>
/// <param name="Job">The job that it submits; null for one that fills a gap.</param>
/// <param name="State">What it has come to.</param>
/// <param name="Versions">Hashes of its versions, the newest last.</param>
/// <param name="MaxFeeGwei">Most that the newest pays for a gas.</param>
/// <param name="Mined">The block of L1 that it is in; null if it is in none.</param>
/// <param name="GasUsed">Gas; null while it is in no block.</param>
/// <param name="Reason">Why it is capped or failed: one line.</param>
public sealed record TransactionReport(
    ulong Nonce,
    string? Job,
    L1TransactionState State,
    IReadOnlyList<string> Versions,
    double MaxFeeGwei,
    ulong? Mined,
    ulong? GasUsed,
    string? Reason);

/// <summary>Data of the server-sent event <c>node</c> of <c>GET /v1/node/events</c>.</summary>
/// <param name="Node">The node.</param>
/// <param name="Jobs">The newest jobs and all that are dead or held.</param>
public sealed record NodeView(NodeReport Node, IReadOnlyList<JobSummary> Jobs);

/// <summary>Whether something is as it should be: <c>GET /health/live</c> and <c>/health/ready</c>.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Activity">What the node does.</param>
/// <param name="Reasons">Why not: a line each.</param>
public sealed record HealthReport(string Status, NodeActivity Activity, IReadOnlyList<string> Reasons);
