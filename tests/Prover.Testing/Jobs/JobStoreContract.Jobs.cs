using Prover.Pipeline;
using Xunit;

namespace Prover.Testing;

/// <content>Jobs.</content>
public abstract partial class JobStoreContract
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Every_field_of_a_job_comes_back(int seed)
    {
        RandomRows rows = new(seed);
        Job[] jobs = [.. Enumerable.Range(0, 50).Select(_ => rows.Job()).DistinctBy(job => job.Id)];
        await WriteAsync(store => Array.ForEach(jobs, store.Save));
        await ReadAsync(store =>
        {
            foreach (Job job in jobs)
            {
                RowAssert.Same(job, store.Find(job.Id));
                RowAssert.Same(job, store.FindByKey(job.Key));
            }
        });
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task A_saved_job_replaces_every_field_of_the_one_with_its_id(int seed)
    {
        RandomRows rows = new(seed);
        JobId id = rows.Id();
        for (int i = 0; i < 20; i++)
        {
            Job job = rows.Job(id);
            await WriteAsync(store => store.Save(job));
            await ReadAsync(store => RowAssert.Same([job], store.Select(new JobQuery())));
        }
    }

    [Fact]
    public async Task There_is_no_job_before_it_is_saved()
    {
        await ReadAsync(store =>
        {
            Assert.Null(store.Find(new JobId(1, 1)));
            Assert.Null(store.FindByKey("key"));
            Assert.Empty(store.Select(new JobQuery()));
            Assert.Empty(store.Counts());
        });
    }

    [Fact]
    public async Task A_key_belongs_to_one_job()
    {
        RandomRows rows = new(5);
        Job one = rows.Job(new JobId(1, 1));
        Job other = rows.Job(new JobId(1, 2)) with { Key = one.Key };
        await WriteAsync(store => store.Save(one));
        JobStoreException error = await Assert.ThrowsAsync<JobStoreException>(
            () => WriteAsync(store => store.Save(other)));
        Assert.Contains(one.Key, error.Message, StringComparison.Ordinal);
        await WriteAsync(store =>
        {
            store.Save(one with { Key = "released" });
            store.Save(other);
        });
        await ReadAsync(store => Assert.Equal(other.Id, store.FindByKey(one.Key)!.Id));
    }

    [Fact]
    public async Task Keys_differ_by_case_and_by_spaces()
    {
        RandomRows rows = new(6);
        string[] keys = ["key", "Key", "key ", " key"];
        await WriteAsync(store =>
        {
            for (int i = 0; i < keys.Length; i++)
            {
                store.Save(rows.Job(new JobId(1, (uint)i + 1)) with { Key = keys[i] });
            }
        });
        await ReadAsync(store => Assert.All(keys, key => Assert.Equal(key, store.FindByKey(key)!.Key)));
    }

    [Fact]
    public async Task A_removed_job_is_gone_with_its_key_and_its_events_stay()
    {
        RandomRows rows = new(7);
        Job job = rows.Job(new JobId(1, 1));
        await WriteAsync(store =>
        {
            store.Save(job);
            _ = store.Append(rows.Event(job.Id));
        });
        await WriteAsync(store => store.Remove(job.Id));
        await WriteAsync(store => store.Remove(job.Id));
        await ReadAsync(store =>
        {
            Assert.Null(store.Find(job.Id));
            Assert.Null(store.FindByKey(job.Key));
            Assert.Empty(store.Counts());
            Assert.Single(store.Events(0, job.Id, 10));
        });
        await WriteAsync(store => store.Save(rows.Job(new JobId(2, 2)) with { Key = job.Key }));
    }

    [Fact]
    public async Task Jobs_come_in_the_order_of_chain_and_number()
    {
        JobId[] ids =
        [
            new(1, 2), new(1, 10), new(1, uint.MaxValue), new(2, 1), new(10, 1), new(long.MaxValue, 5),
            new(1UL << 63, 4), new(ulong.MaxValue, 1), new(ulong.MaxValue, 3),
        ];
        RandomRows rows = new(8);
        await WriteAsync(store =>
        {
            foreach (JobId id in ids.Reverse())
            {
                store.Save(rows.Job(id) with { Stage = JobStage.Prove });
            }
        });
        foreach (IReadOnlyList<JobStage> stages in new JobStage[][] { [], [JobStage.Prove, JobStage.Final] })
        {
            JobQuery all = new() { Stages = stages };
            await SelectsAsync(ids, all);
            await SelectsAsync(ids.Reverse(), all with { NewestFirst = true });
            await SelectsAsync(ids[..3], all with { Limit = 3 });
            await SelectsAsync(ids[5..], all with { After = ids[4] });
            await SelectsAsync(ids[3..], all with { After = new JobId(1, uint.MaxValue) });
            await SelectsAsync(ids[5..7], all with { After = new JobId(11, 1), Limit = 2 });
            await SelectsAsync([ids[1], ids[0]], all with { After = ids[2], NewestFirst = true });
            await SelectsAsync([], all with { After = ids[^1] });
            await SelectsAsync([], all with { After = ids[0], NewestFirst = true });
        }
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public async Task A_query_finds_exactly_the_jobs_of_its_stages_and_states(int seed)
    {
        RandomRows rows = new(seed);
        Job[] jobs = [.. Enumerable.Range(1, 60).Select(number => rows.Job(new JobId(1, (uint)number)))];
        await WriteAsync(store => Array.ForEach(jobs, store.Save));
        for (int i = 0; i < 40; i++)
        {
            JobQuery query = new()
            {
                Stages = [.. Enumerable.Range(0, rows.Below(4)).Select(_ => rows.Any<JobStage>())],
                States = [.. Enumerable.Range(0, rows.Below(4)).Select(_ => rows.Any<JobState>())],
            };
            IEnumerable<Job> expected = jobs
                .Where(job => query.Stages.Count == 0 || query.Stages.Contains(job.Stage))
                .Where(job => query.States.Count == 0 || query.States.Contains(job.State));
            await SelectsAsync(expected.Select(job => job.Id), query);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public async Task A_limit_outside_of_1_to_10_000_is_refused(int limit)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => ReadAsync(store => store.Select(new JobQuery { Limit = limit })));
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public async Task Counts_follow_every_save_and_removal(int seed)
    {
        RandomRows rows = new(seed);
        SortedDictionary<JobId, Job> living = [];
        for (int i = 0; i < 60; i++)
        {
            Job job = rows.Job(new JobId(1, (uint)rows.Below(12) + 1));
            bool goes = rows.Below(4) == 0;
            await WriteAsync(store =>
            {
                if (goes)
                {
                    store.Remove(job.Id);
                    _ = living.Remove(job.Id);
                }
                else
                {
                    store.Save(job);
                    living[job.Id] = job;
                }
            });
            IEnumerable<JobCount> expected = living.Values
                .GroupBy(one => (one.Stage, one.State))
                .OrderBy(group => group.Key)
                .Select(group => new JobCount(
                    group.Key.Stage, group.Key.State, group.Count(), group.Min(one => one.StageSince)));
            await ReadAsync(store => Assert.Equal(expected, store.Counts()));
        }
    }

    private Task SelectsAsync(IEnumerable<JobId> expected, JobQuery query) =>
        ReadAsync(store => Assert.Equal(expected, store.Select(query).Select(job => job.Id)));
}
