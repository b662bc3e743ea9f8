using Prover.Pipeline;

namespace Prover.Queue.Tests;

/// <summary>The rules of the hand-off in one table in memory: leases with growing numbers that run out, late results
/// welcome.</summary>
internal sealed class TableBoard(TimeSpan leaseTime, TimeProvider clock) : IWorkBoard
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<JobId, Row> _rows = [];

    /// <summary>Thrown by every call while set.</summary>
    public bool IsAway { get; set; }

    public List<WorkFailure> Failures { get; } = [];

    public List<WorkProgress> Progress { get; } = [];

    public void Add(uint number)
    {
        lock (_gate)
        {
            _rows.Add(new JobId(7, number), new Row());
        }
    }

    /// <summary>The jobs that are proven, with the worker whose result was taken.</summary>
    public IReadOnlyDictionary<JobId, string> Proven()
    {
        lock (_gate)
        {
            return _rows.Where(row => row.Value.By is not null).ToDictionary(row => row.Key, row => row.Value.By!);
        }
    }

    public async Task<WorkItem> TakeAsync(WorkerIdentity worker, CancellationToken cancel)
    {
        while (true)
        {
            if (await TryTakeAsync(worker, cancel) is { } item)
            {
                return item;
            }

            await Task.Delay(20, cancel);
        }
    }

    public Task<WorkItem?> TryTakeAsync(WorkerIdentity worker, CancellationToken cancel) => Locked(() =>
    {
        foreach ((JobId job, Row row) in _rows.Where(row => IsFree(row.Value)))
        {
            if (worker.Circuits.Contains(WorkerProgram.Circuit))
            {
                row.Fence++;
                row.Until = clock.GetUtcNow() + leaseTime;
                return new WorkItem(job, row.Fence, default, WorkerProgram.Circuit, leaseTime, Limit);
            }
        }

        return null;
    });

    public Task<int> CountTakeableAsync(CancellationToken cancel) => Locked(() => _rows.Values.Count(IsFree));

    public Task<WorkAnswer> RenewAsync(
        WorkItem item, WorkerIdentity worker, WorkProgress progress, CancellationToken cancel) =>
        About(item, row =>
        {
            Progress.Add(progress);
            row.Until = clock.GetUtcNow() + leaseTime;
        });

    public Task<WorkAnswer> CompleteAsync(
        WorkItem item, WorkerIdentity worker, WorkResult result, CancellationToken cancel) => Locked(() =>
        {
            Row row = _rows[item.Job];
            WorkAnswer answer = row.By is null ? WorkAnswer.Accepted : WorkAnswer.NotNeeded;
            row.By ??= worker.Worker;
            return answer;
        });

    public Task<WorkAnswer> FailAsync(
        WorkItem item, WorkerIdentity worker, WorkFailure failure, CancellationToken cancel) =>
        About(item, row =>
        {
            Failures.Add(failure);
            row.Until = default;
        });

    public Task<WorkAnswer> ReturnAsync(WorkItem item, WorkerIdentity worker, CancellationToken cancel) =>
        About(item, row => row.Until = default);

    private Task<WorkAnswer> About(WorkItem item, Action<Row> change) => Locked(() =>
    {
        if (!_rows.TryGetValue(item.Job, out Row? row))
        {
            return WorkAnswer.Refused;
        }

        if (row.By is not null)
        {
            return WorkAnswer.NotNeeded;
        }

        if (row.Fence != item.Fence)
        {
            return WorkAnswer.LeaseLost;
        }

        change(row);
        return WorkAnswer.Accepted;
    });

    private Task<T> Locked<T>(Func<T> step)
    {
        lock (_gate)
        {
            return IsAway ? throw new JobStoreException("The disk is full.") : Task.FromResult(step());
        }
    }

    private bool IsFree(Row row) => row.By is null && row.Until <= clock.GetUtcNow();

    private sealed class Row
    {
        public long Fence { get; set; }

        public DateTimeOffset Until { get; set; }

        public string? By { get; set; }
    }
}
