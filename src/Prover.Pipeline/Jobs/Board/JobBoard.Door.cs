namespace Prover.Pipeline;

/// <content>Blocks come in.</content>
public sealed partial class JobBoard
{
    /// <summary>The longest idempotency key, in characters.</summary>
    public const int LongestKey = 200;

    private volatile bool _closed;

    /// <summary>From now on new blocks are put off; those that are here already are still known.</summary>
    public void CloseDoor() => _closed = true;

    /// <inheritdoc/>
    public async Task<Admission> AdmitAsync(string key, ReadOnlyMemory<byte> envelope, CancellationToken cancel)
    {
        if (!IsKey(key))
        {
            return new Admission(
                AdmissionVerdict.Malformed,
                Reason: $"Expected a key of 1 to {LongestKey} printable ASCII characters.");
        }

        EnvelopeLook look = _gate.Look(envelope);
        if (look.Refusal is { } refusal)
        {
            return new Admission(refusal, Reason: look.Reason);
        }

        var job = new Job
        {
            Id = look.Job,
            Key = key,
            Envelope = ContentHash.Of(envelope.Span),
            CircuitId = look.CircuitId,
            Admitted = Now,
            StageSince = Now,
            NotBefore = Now,
        };
        (Admission? known, bool isOver) = await _store.ReadAsync(
            rows => (Compare(rows, job), rows.Find(job.Id)?.State == JobState.Done), cancel).ConfigureAwait(false);
        if (known is not null && (known.Verdict != AdmissionVerdict.Same || isOver))
        {
            return known;
        }

        // The bytes first: a job whose envelope is missing must not exist.
        // Those of a job that is here already may be lost or damaged: they are whole again after this.
        _ = await _payloads.PutAsync(envelope, cancel).ConfigureAwait(false);
        return known ?? await ChangeAsync("admit", change => Admit(change, job), cancel).ConfigureAwait(false);
    }

    private static bool IsKey(string key) =>
        key is { Length: > 0 and <= LongestKey } && key.All(c => c is >= ' ' and <= '~');

    private Admission Admit(BoardTransaction change, Job job)
    {
        if (Compare(change.Rows, job) is { } known)
        {
            return known;
        }

        // A dropped block leaves its number: leases of it must stay older than those of the new one.
        Job next = job with { Fence = change.Rows.Find(job.Id)?.Fence ?? 0 };
        change.Rows.Remove(job.Id);
        change.Apply(new JobChange(next, JobChange.Event(next, job.Admitted, JobEventKind.Queued)));
        return Taken(AdmissionVerdict.Accepted, job);
    }

    /// <summary>The answer if nothing has to be stored; null if the job is new and there is room.</summary>
    private Admission? Compare(IJobReader rows, Job job)
    {
        if (rows.FindByKey(job.Key) is { } sameKey && (sameKey.State != JobState.Dropped || sameKey.Id != job.Id))
        {
            return sameKey.Envelope == job.Envelope
                ? Taken(AdmissionVerdict.Same, sameKey)
                : new Admission(
                    AdmissionVerdict.KeyTaken,
                    sameKey.Id,
                    sameKey.Envelope,
                    $"The key came before with other bytes: {sameKey.Envelope}, now {job.Envelope}.");
        }

        if (rows.Find(job.Id) is { } sameNumber && sameNumber.State != JobState.Dropped)
        {
            return sameNumber.Envelope == job.Envelope
                ? Taken(AdmissionVerdict.Same, sameNumber)
                : new Admission(
                    AdmissionVerdict.NumberTaken,
                    sameNumber.Id,
                    sameNumber.Envelope,
                    $"Block {job.Id} is here with other bytes: {sameNumber.Envelope}, now {job.Envelope}.");
        }

        return HasRoom(rows)
            ? null
            : new Admission(
                AdmissionVerdict.Overloaded,
                Reason: _closed ? "The node drains." : $"{_rules.MaxWaiting} blocks wait already.",
                RetryAfter: _rules.RetryAfter);
    }

    private bool HasRoom(IJobReader rows) =>
        !_closed && rows.Counts()
            .Where(count => count.Stage <= JobStage.Prove && count.State is JobState.Waiting or JobState.Running)
            .Sum(count => count.Count) < _rules.MaxWaiting;

    private static Admission Taken(AdmissionVerdict verdict, Job job) => new(verdict, job.Id, job.Envelope);
}
