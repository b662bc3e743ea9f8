using Prover.Host.Service.Api;
using Prover.Pipeline;

namespace Prover.Host.Service.Node;

/// <summary>What the doors of a node stand on: the ports, real ones or those of a test.</summary>
internal sealed record NodeParts
{
    /// <summary>The jobs; null for a worker, which keeps none.</summary>
    public JobParts? Jobs { get; init; }

    /// <summary>L1; null if nothing is sent.</summary>
    public IL1Desk? L1 { get; init; }

    /// <summary>All that takes time at start: keys, comparison with L1, a first proof. Runs when the doors are open
    /// already and say that the node is starting.</summary>
    /// <remarks>What it throws ends the process with the exit code of the exception.</remarks>
    public required Func<NodeControl, CancellationToken, Task<StartedNode>> StartAsync { get; init; }

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>The job table with everything that acts on it.</summary>
/// <param name="Store">The table.</param>
/// <param name="Payloads">Blocks and replay bundles.</param>
/// <param name="Door">Where blocks come in.</param>
/// <param name="Admin">What an operator may do.</param>
/// <param name="Feed">News within the process.</param>
internal sealed record JobParts(
    IJobStore Store, IPayloadStore Payloads, IBlockDoor Door, IJobAdmin Admin, IJobFeed Feed);

/// <summary>What a node has when it is ready.</summary>
/// <param name="Loops">Its parts, which run until it drains or stops.</param>
/// <param name="Circuits">What it proves.</param>
/// <param name="Said">What start-up did and how long that took, for the line that says it is ready.</param>
internal sealed record StartedNode(
    IReadOnlyList<NodeLoop> Loops, IReadOnlyList<CircuitReport> Circuits, string Said);

/// <summary>L1 as the doors see it.</summary>
internal interface IL1Desk
{
    /// <summary>What was last known; never waits for L1.</summary>
    L1Report Report(IReadOnlyList<L1Transaction> transactions);

    /// <summary>Allows a transaction that waits for an operator a higher fee.</summary>
    /// <returns>Null, or one line why not.</returns>
    Task<string?> ResolveAsync(ulong nonce, double maxFeeGwei, string by, CancellationToken cancel);

    /// <summary>After L1 took back what was final: sends settled transactions from a nonce on again.</summary>
    /// <returns>Null, or one line why not.</returns>
    Task<string?> ReopenAsync(ulong fromNonce, CancellationToken cancel);
}
