namespace Prover.Pipeline;

/// <content>Operators.</content>
public sealed partial class JobBoard
{
    /// <inheritdoc/>
    public Task<string?> RequeueAsync(JobId job, JobStage from, string by, CancellationToken cancel) => ObeyAsync(
        "requeue", job, (row, bound) => Administration.Requeue(row, from, bound, by, Now), cancel);

    /// <inheritdoc/>
    public Task<string?> RetryAsync(JobId job, string by, CancellationToken cancel) => ObeyAsync(
        "retry", job, (row, _) => Administration.Retry(row, by, Now), cancel);

    /// <inheritdoc/>
    public Task<string?> DropAsync(JobId job, string by, CancellationToken cancel) => ObeyAsync(
        "drop", job, (row, bound) => Administration.Drop(row, bound, by, Now), cancel);

    /// <inheritdoc/>
    public Task<string?> ReleaseAsync(string device, string by, CancellationToken cancel) => ChangeAsync(
        "release",
        change =>
        {
            if (change.Rows.Workers().FirstOrDefault(record => record.Name == device) is not { } known)
            {
                return $"there is no device {device}";
            }

            if (known.Quarantined is null)
            {
                return $"device {device} is not quarantined";
            }

            change.Rows.Save(known with { Quarantined = null, ProofsWrong = 0 });
            return (string?)null;
        },
        cancel);

    private Task<string?> ObeyAsync(
        string what,
        JobId id,
        Func<Job, string?, (JobChange? Change, string? Refusal)> order,
        CancellationToken cancel) => ChangeAsync(
        what,
        change =>
        {
            if (change.Rows.Find(id) is not { } job)
            {
                return $"there is no job {id}";
            }

            (JobChange? next, string? refusal) = order(job, SenderCommands.WhyBound(change.Rows, id));
            if (next is not null)
            {
                change.Apply(next);
            }

            return refusal;
        },
        cancel);
}
