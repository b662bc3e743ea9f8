using Prover.Rollup;
using Prover.Wire;

namespace Prover.Client;

/// <summary>The node has a block: it is stored durably and will be proven.</summary>
/// <param name="Job">The job, to be followed.</param>
/// <param name="Envelope">The SHA-256 of the envelope.</param>
/// <param name="IsNew">False if the node had it already: an earlier attempt went through.</param>
public sealed record BlockReceipt(JobName Job, Bytes32 Envelope, bool IsNew);
