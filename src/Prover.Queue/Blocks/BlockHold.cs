using Prover.Pipeline;

namespace Prover.Queue;

/// <summary>Tries again and again to store a block, up to a limit of time.</summary>
/// <param name="options">The pauses and the limit.</param>
/// <param name="clock">Measures them.</param>
/// <param name="waits">Told before each pause why; may throw to end the hold.</param>
internal sealed class BlockHold(RabbitOptions options, TimeProvider clock, Action<string> waits)
{
    /// <summary>Runs an attempt until it is neither overloaded nor failed by the store.</summary>
    public async Task<BlockOutcome> RunAsync(Func<Task<BlockOutcome>> attempt, CancellationToken cancel)
    {
        long start = clock.GetTimestamp();
        TimeSpan pause = options.FirstPause;
        while (true)
        {
            string reason;
            try
            {
                BlockOutcome outcome = await attempt().ConfigureAwait(false);
                if (outcome.Admission?.Verdict != AdmissionVerdict.Overloaded)
                {
                    return outcome;
                }

                reason = outcome.Admission.Reason ?? "overloaded";
                pause = Longer(pause, outcome.Admission.RetryAfter);
            }
            catch (JobStoreException problem)
            {
                reason = problem.Message;
            }

            TimeSpan left = options.HoldLimit - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return BlockOutcome.Later;
            }

            waits(reason);
            await Task.Delay(pause < left ? pause : left, clock, cancel).ConfigureAwait(false);
            pause = pause * 2 < options.LastPause ? pause * 2 : options.LastPause;
        }
    }

    private TimeSpan Longer(TimeSpan pause, TimeSpan? asked)
    {
        TimeSpan wanted = asked is { } span && span > pause ? span : pause;
        return wanted < options.LastPause ? wanted : options.LastPause;
    }
}
