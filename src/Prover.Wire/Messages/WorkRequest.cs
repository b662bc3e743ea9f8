using Prover.Rollup;

namespace Prover.Wire;

/// <summary>What a worker tells or asks the node: <c>work-request.v1</c>.</summary>
/// <remarks>
/// A request may arrive twice; the same <see cref="Id"/> gets the same answer, and the job table makes a second one
/// harmless where the answer is forgotten. Numbers of stages and failures are those of the schema.
/// </remarks>
/// <param name="Id">16 random bytes.</param>
/// <param name="Verb">What is asked for.</param>
/// <param name="Worker">The worker's name.</param>
/// <param name="Device">Its device.</param>
public sealed record WorkRequest(ReadOnlyMemory<byte> Id, WorkVerb Verb, string Worker, string Device)
{
    /// <summary>Bytes of an id.</summary>
    public const int IdSize = 16;

    /// <summary>Bytes of a proof in EVM form.</summary>
    public const int ProofSize = 256;

    /// <summary>A worker has at most so many circuits.</summary>
    public const int MaximumCircuits = 256;

    /// <summary>The circuits that the worker has keys for: 0 to 256; empty for all verbs but take.</summary>
    public IReadOnlyList<Bytes32> Circuits { get; init; } = [];

    /// <summary>The lease concerned; null exactly for take.</summary>
    public WorkLease? Lease { get; init; }

    /// <summary>How far it is; exactly for renew.</summary>
    public WorkProgressFields? Progress { get; init; }

    /// <summary>The proof; exactly for complete.</summary>
    public WorkResultFields? Result { get; init; }

    /// <summary>The failure; exactly for fail.</summary>
    public WorkFailureFields? Failure { get; init; }
}
