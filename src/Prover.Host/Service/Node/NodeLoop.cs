namespace Prover.Host.Service.Node;

/// <summary>When a part of the node ends.</summary>
internal enum LoopKind
{
    /// <summary>Takes work: ends by itself when the node drains, after it has finished or handed back.</summary>
    Worker,

    /// <summary>Serves the workers and the jobs: is stopped when they have ended.</summary>
    Service,
}

/// <summary>A part of the node that runs all the time.</summary>
/// <param name="Name">A few words, for people.</param>
/// <param name="Kind">When it ends.</param>
/// <param name="RunAsync">Runs until it is told to end. The first token asks for an end in order (no new work); the
/// second one ends everything now: what runs is handed back or left to its lease.</param>
internal sealed record NodeLoop(
    string Name, LoopKind Kind, Func<CancellationToken, CancellationToken, Task> RunAsync);
