using Prover.Pipeline;

namespace Prover.Queue;

/// <summary>Tries again and again to store a block, up to a limit of time.</summary>
/// <param name="options">The pauses and the limit.</param>
/// <param name="clock">Measures them.</param>
/// <param name="waits">Told before each pause why; may throw to end the hold.</param>
internal sealed class BlockHold(RabbitOptions options, TimeProvider clock, Action<string> waits)
{
    /// <summary>Runs an attempt until it is neither overloaded nor failed by the store.</summary>
    public async Task<HoldResult<Admission>> RunAsync(Func<Task<Admission?>> attempt, CancellationToken cancel)
    {
        long start = clock.GetTimestamp();
        TimeSpan pause = options.FirstPause;
        while (true)
        {
            string reason;
            try
            {
                Admission? admission = await attempt().ConfigureAwait(false);
                if (admission?.Verdict != AdmissionVerdict.Overloaded)
                {
                    return new HoldResult<Admission>(admission, IsGivenUp: false);
                }

                reason = admission.Reason ?? "overloaded";
                pause = Longer(pause, admission.RetryAfter);
            }
            catch (JobStoreException problem)
            {
                reason = problem.Message;
            }

            TimeSpan left = options.HoldLimit - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return new HoldResult<Admission>(null, IsGivenUp: true);
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

/// <summary>What a hold ended with.</summary>
/// <param name="Value">The result; null if there is none, or none yet.</param>
/// <param name="IsGivenUp">True if the limit passed.</param>
internal readonly record struct HoldResult<T>(T? Value, bool IsGivenUp)
    where T : class;
