namespace Prover.Pipeline;

/// <summary>How often and how long a stage is tried.</summary>
/// <param name="Attempts">Failures after which a job is quarantined, at least 1.</param>
/// <param name="FirstPause">Wait after the first failure; doubles with each further one.</param>
/// <param name="LongestPause">The longest wait.</param>
/// <param name="TimeLimit">How long the stage may show no progress before the job is taken away.</param>
public sealed record StageRules(int Attempts, TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan TimeLimit)
{
    /// <summary>The wait after so many failures, at least 1.</summary>
    public TimeSpan PauseAfter(int failures)
    {
        double factor = Math.Pow(2, Math.Min(failures - 1, 30));
        return TimeSpan.FromTicks((long)Math.Min(FirstPause.Ticks * factor, LongestPause.Ticks));
    }
}
