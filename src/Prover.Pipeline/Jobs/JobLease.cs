namespace Prover.Pipeline;

/// <summary>The right to work on a job until a time; whoever holds an older number has lost it.</summary>
/// <param name="Worker">The worker's name.</param>
/// <param name="Device">The name of its device.</param>
/// <param name="Since">When it was given.</param>
/// <param name="Until">When it ends, unless it is renewed.</param>
/// <param name="Progress">The finished fraction of the stage, in [0, 1], as last told.</param>
/// <param name="ProgressAt">When the stage or the fraction last changed: a lease that is renewed without any progress
/// is stuck.</param>
public sealed record JobLease(
    string Worker,
    string Device,
    DateTimeOffset Since,
    DateTimeOffset Until,
    double Progress,
    DateTimeOffset ProgressAt);
