using Prover.Pipeline;

namespace Prover.Host.Service.Api;

/// <summary>Body of <c>POST /v1/admin/jobs/{chain}/{number}/requeue</c>.</summary>
/// <param name="From">Witness, prove, verify or submit.</param>
/// <param name="By">Who asks; shown in the history.</param>
public sealed record RequeueRequest(JobStage From, string? By = null);

/// <summary>Body of the other verbs on a job and of <c>/v1/admin/drain</c>; may be left out.</summary>
/// <param name="By">Who asks; shown in the history.</param>
public sealed record AdminRequest(string? By = null);

/// <summary>Body of <c>POST /v1/admin/devices/release</c>.</summary>
/// <param name="Device"><c>worker/device</c>.</param>
/// <param name="By">Who asks; shown in the history.</param>
public sealed record ReleaseRequest(string? Device, string? By = null);

/// <summary>Body of <c>POST /v1/admin/l1/resolve</c>.</summary>
/// <param name="Nonce">The transaction that waits for an operator.</param>
/// <param name="MaxFeeGwei">What may be paid for a gas from now on.</param>
/// <param name="By">Who asks; shown in the history.</param>
public sealed record ResolveRequest(ulong? Nonce, double? MaxFeeGwei, string? By = null);

/// <summary>Body of <c>POST /v1/admin/l1/reopen</c>.</summary>
/// <param name="FromNonce">The first transaction that L1 lost although it was settled.</param>
/// <param name="By">Who asks; shown in the log.</param>
public sealed record ReopenRequest(ulong? FromNonce, string? By = null);

/// <summary>The answer to a verb that was done.</summary>
/// <param name="Done">What was done: one line.</param>
public sealed record AdminAnswer(string Done);

/// <summary>The answer to <c>POST /v1/admin/drain</c>.</summary>
/// <param name="Draining">True.</param>
/// <param name="Running">Jobs that still run on this node's own devices or elsewhere.</param>
public sealed record DrainAnswer(bool Draining, int Running);

/// <summary>An answer that says no: <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Title">What kind of problem, a few words.</param>
/// <param name="Status">The status code again.</param>
/// <param name="Detail">One line: what was expected and found.</param>
/// <param name="Code">A word for programs: <c>keyTaken</c>, <c>numberTaken</c>, <c>malformed</c>, …</param>
public sealed record Problem(string Title, int Status, string? Detail, string? Code);
