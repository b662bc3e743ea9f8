using System.Collections.Immutable;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>What was observed of L1 in one round, and what this process remembers of what it did.</summary>
/// <remarks>Nothing of it needs to be true or fresh for the stored state to stay right.</remarks>
public sealed record SenderView
{
    /// <summary>Now.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>L1 at its latest block.</summary>
    public required L1Snapshot L1 { get; init; }

    /// <summary>What the node knows of each version of the transactions that are not settled.</summary>
    public ImmutableDictionary<Bytes32, L1Sighting> Sightings { get; init; } =
        ImmutableDictionary<Bytes32, L1Sighting>.Empty;

    /// <summary>The hashes of the chain's blocks at the heights where transactions were seen.</summary>
    public ImmutableDictionary<ulong, Bytes32> Chain { get; init; } = ImmutableDictionary<ulong, Bytes32>.Empty;

    /// <summary>Where the contract accepted the blocks that were asked for.</summary>
    public ImmutableDictionary<JobId, Acceptance> Accepted { get; init; } =
        ImmutableDictionary<JobId, Acceptance>.Empty;

    /// <summary>What a trial of the submissions that were asked for gave.</summary>
    public ImmutableDictionary<JobId, SubmissionTrial> Trials { get; init; } =
        ImmutableDictionary<JobId, SubmissionTrial>.Empty;

    /// <summary>When this process last gave a version to the node.</summary>
    public ImmutableDictionary<Bytes32, DateTimeOffset> SentAt { get; init; } =
        ImmutableDictionary<Bytes32, DateTimeOffset>.Empty;

    /// <summary>What the node said to a version that it did not take.</summary>
    public ImmutableDictionary<Bytes32, string> Refusals { get; init; } =
        ImmutableDictionary<Bytes32, string>.Empty;
}
