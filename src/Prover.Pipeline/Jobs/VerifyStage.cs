using Prover.Wire;
using Prover.Witness;

namespace Prover.Pipeline;

/// <summary>Verifies every proof before it can go to L1.</summary>
/// <param name="board">Gets the verdicts.</param>
/// <param name="store">Where the jobs are.</param>
/// <param name="payloads">Where their envelopes are.</param>
/// <param name="checker">Looks at proofs.</param>
/// <param name="clock">Says which jobs are due.</param>
/// <param name="replays">Keeps bundles of wrong proofs; null to keep none.</param>
public sealed class VerifyStage(
    JobBoard board,
    IJobStore store,
    IPayloadStore payloads,
    IProofChecker checker,
    TimeProvider clock,
    IReplayKeeper? replays = null)
{
    /// <summary>After so many the table is looked at again: an older block may have come.</summary>
    private const int Most = 100;

    private static JobQuery Waiting { get; } = new() { Stages = [JobStage.Verify], States = [JobState.Waiting] };

    /// <summary>Looks at the proofs that are due, at most 100, the oldest block first; how many.</summary>
    public async Task<int> StepAsync(CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        List<Job> jobs = await store.ReadAsync(
            rows => JobBoard.All(rows, Waiting).Where(job => Leasing.IsDue(job, now, board.Rules)).Take(Most).ToList(),
            cancel).ConfigureAwait(false);
        int seen = 0;
        foreach (Job job in jobs)
        {
            await LookAsync(job, cancel).ConfigureAwait(false);
            seen++;
        }

        return seen;
    }

    private async Task LookAsync(Job job, CancellationToken cancel)
    {
        byte[] envelope;
        bool right;
        try
        {
            envelope = await payloads.GetAsync(job.Envelope, cancel).ConfigureAwait(false)
                ?? throw new JobStoreException($"There is no payload {job.Envelope}.");
            right = await Task.Run(() => IsRight(job, envelope), cancel).ConfigureAwait(false);
        }
        catch (JobStoreException failure)
        {
            _ = await board.PostponeVerdictAsync(job, failure.Message, cancel).ConfigureAwait(false);
            return;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of this node: one block must not stop those behind it. Its text might hold a value.
            string reason = $"verifying failed: {fault.GetType().Name}";
            _ = await board.PostponeVerdictAsync(job, reason, cancel).ConfigureAwait(false);
            return;
        }

        _ = right
            ? await board.AcceptProofAsync(job, cancel).ConfigureAwait(false)
            : await board.RejectProofAsync(
                job, await KeepAsync(job, envelope, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
    }

    private bool IsRight(Job job, byte[] envelope)
    {
        try
        {
            return checker.Verify(checker.Compose(envelope, job.Proof.GetValueOrDefault()));
        }
        catch (Exception refused) when (refused is EnvelopeException
            or EnvelopeRefusedException { Reason: not EnvelopeRefusal.WrongCircuit })
        {
            // There is no right proof of a block that does not hold together: whoever sent one did not look. That this
            // node has no key for its circuit any more says nothing about the proof.
            return false;
        }
    }

    private async Task<ContentHash?> KeepAsync(Job job, byte[] envelope, CancellationToken cancel)
    {
        if (replays is null)
        {
            return null;
        }

        string[] by = (job.ProvedBy ?? "").Split('/', 2);
        try
        {
            return await replays.KeepAsync(
                new WorkItem(job.Id, Math.Max(job.Fence, 1), job.Envelope, job.CircuitId, default, default),
                new WorkerIdentity(by[0], by[^1], [job.CircuitId]),
                envelope,
                new BlockFailureException(
                    WorkFailureKind.WrongProof, JobStage.Prove, $"The proof made by {job.ProvedBy} does not verify."),
                cancel).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The verdict is what counts, with a bundle or without one.
            return null;
        }
    }
}
