namespace Prover.Pipeline;

/// <summary>Tells within the process what happens to jobs, as soon as it is durable.</summary>
/// <remarks>
/// A listener that is slow or comes late misses nothing if it reads <see cref="IJobReader.Events"/> from its last
/// sequence number on after each wake-up; progress is not stored and only the last value counts.
/// </remarks>
public interface IJobFeed
{
    /// <summary>Events and progress from now on, until cancelled.</summary>
    IAsyncEnumerable<JobNews> ListenAsync(CancellationToken cancel);
}
