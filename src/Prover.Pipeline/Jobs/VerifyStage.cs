using Prover.Wire;
using Prover.Witness;

namespace Prover.Pipeline;

/// <summary>Verifies every proof before it can go to L1.</summary>
/// <param name="board">Gets the verdicts.</param>
/// <param name="store">Where the jobs are.</param>
/// <param name="payloads">Where their envelopes are.</param>
/// <param name="checker">Looks at proofs.</param>
/// <param name="clock">Says which jobs are due.</param>
public sealed class VerifyStage(
    JobBoard board, IJobStore store, IPayloadStore payloads, IProofChecker checker, TimeProvider clock)
{
    private static JobQuery Due { get; } = new() { Stages = [JobStage.Verify], States = [JobState.Waiting] };

    /// <summary>Looks at all proofs that are due, the oldest block first; how many.</summary>
    public async Task<int> StepAsync(CancellationToken cancel)
    {
        IReadOnlyList<Job> jobs = await store.ReadAsync(rows => rows.Select(Due), cancel).ConfigureAwait(false);
        int seen = 0;
        foreach (Job job in jobs.Where(job => job.NotBefore <= clock.GetUtcNow()))
        {
            await LookAsync(job, cancel).ConfigureAwait(false);
            seen++;
        }

        return seen;
    }

    private async Task LookAsync(Job job, CancellationToken cancel)
    {
        bool right;
        try
        {
            byte[] envelope = await payloads.GetAsync(job.Envelope, cancel).ConfigureAwait(false)
                ?? throw new JobStoreException($"There is no payload {job.Envelope}.");
            right = await Task.Run(
                () => checker.Verify(checker.Compose(envelope, job.Proof.GetValueOrDefault())), cancel)
                .ConfigureAwait(false);
        }
        catch (JobStoreException failure)
        {
            _ = await board.PostponeVerdictAsync(job, failure.Message, cancel).ConfigureAwait(false);
            return;
        }
        catch (Exception refused) when (refused is EnvelopeException or EnvelopeRefusedException)
        {
            // There is no right proof of a block that does not hold together: whoever sent one did not look.
            right = false;
        }

        _ = right
            ? await board.AcceptProofAsync(job, cancel).ConfigureAwait(false)
            : await board.RejectProofAsync(job, null, cancel).ConfigureAwait(false);
    }
}
