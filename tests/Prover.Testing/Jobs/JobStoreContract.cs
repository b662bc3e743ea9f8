using Prover.Pipeline;
using Xunit;

namespace Prover.Testing;

/// <summary>What every job store does; this part: transactions.</summary>
public abstract partial class JobStoreContract
{
    protected const string What = "test";

    /// <summary>An empty store, the same during one test.</summary>
    protected abstract IJobStore Store { get; }

    [Fact]
    public async Task A_transaction_returns_what_its_change_returns() =>
        Assert.Equal(7, await Store.TransactAsync(What, _ => 7, default));

    [Fact]
    public async Task A_change_that_throws_leaves_nothing_behind()
    {
        RandomRows rows = new(1);
        Job kept = rows.Job(new JobId(1, 1));
        await WriteAsync(store => store.Save(kept));
        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => WriteAsync(store =>
            {
                store.Save(kept with { Fence = 0, State = JobState.Dead });
                store.Save(rows.Job(new JobId(1, 2)));
                _ = store.Append(rows.Event(kept.Id));
                store.Save(rows.Worker("w"));
                store.Save(rows.Transaction(3, kept.Id));
                store.SetSetting("name", "value");
                throw new InvalidOperationException("the change's own");
            }));
        Assert.Equal("the change's own", thrown.Message);
        await ReadAsync(store =>
        {
            RowAssert.Same([kept], store.Select(new JobQuery()));
            Assert.Equal(1, Assert.Single(store.Counts()).Count);
            Assert.Empty(store.Events(0, null, 10));
            Assert.Empty(store.Workers());
            Assert.Empty(store.L1Transactions(0));
            Assert.Null(store.Setting("name"));
        });
    }

    [Fact]
    public async Task After_a_change_that_threw_the_next_one_is_stored()
    {
        await Assert.ThrowsAsync<FormatException>(() => WriteAsync(_ => throw new FormatException()));
        await WriteAsync(store => store.SetSetting("name", "value"));
        await ReadAsync(store => Assert.Equal("value", store.Setting("name")));
    }

    [Fact]
    public async Task A_transaction_sees_its_own_writes()
    {
        Job job = new RandomRows(2).Job();
        await WriteAsync(store =>
        {
            store.Save(job);
            RowAssert.Same(job, store.Find(job.Id));
            RowAssert.Same(job, store.FindByKey(job.Key));
            store.Save(job with { Failures = 3 });
            Assert.Equal(3, store.Find(job.Id)!.Failures);
            Assert.Equal(1, Assert.Single(store.Counts()).Count);
        });
    }

    [Fact]
    public async Task A_read_sees_one_state_while_others_write()
    {
        Job job = new RandomRows(3).Job() with { Fence = 0 };
        await WriteAsync(store => store.Save(job));
        using SemaphoreSlim looked = new(0);
        using SemaphoreSlim written = new(0);
        Task write = Task.Run(async () =>
        {
            await looked.WaitAsync();
            await WriteAsync(store => store.Save(job with { Fence = 1, Key = "another" }));
            _ = written.Release();
        });
        await Task.Run(() => ReadAsync(store =>
        {
            Assert.Equal(0, store.Find(job.Id)!.Fence);
            _ = looked.Release();
            Assert.True(written.Wait(TimeSpan.FromSeconds(30)), "a reader is in the way of the writer");
            Assert.Equal(0, store.Find(job.Id)!.Fence);
            Assert.Null(store.FindByKey("another"));
        }));
        await write;
        await ReadAsync(store => Assert.Equal(1, store.Find(job.Id)!.Fence));
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_does_not_run()
    {
        CancellationToken cancelled = new(canceled: true);
        bool ran = false;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.TransactAsync(What, _ => ran = true, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadAsync(_ => ran = true, cancelled));
        Assert.False(ran);
    }

    [Fact]
    public async Task Concurrent_increments_from_8_tasks_lose_nothing()
    {
        Job job = new RandomRows(4).Job() with { Fence = 0 };
        await WriteAsync(store => store.Save(job));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 25; i++)
            {
                await WriteAsync(store =>
                {
                    Job now = store.Find(job.Id)!;
                    store.Save(now with { Fence = now.Fence + 1 });
                });
            }
        })));
        await ReadAsync(store => Assert.Equal(200, store.Find(job.Id)!.Fence));
    }

    protected Task WriteAsync(Action<IJobTransaction> change) =>
        Store.TransactAsync(
            What,
            store =>
            {
                change(store);
                return 0;
            },
            default);

    protected Task ReadAsync(Action<IJobReader> read) =>
        Store.ReadAsync(
            store =>
            {
                read(store);
                return 0;
            },
            default);
}
