using Prover.Pipeline;
using Prover.Store.Crasher;
using Xunit.Abstractions;

namespace Prover.Store.Tests;

/// <summary>Processes that are killed in the middle, and processes that share a file.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SqliteStoreOptions Options => new() { File = _folder["jobs.db"] };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Killed_10_times_a_store_keeps_every_acknowledged_step_and_no_half_one() => KillAsync(10, seed: 71);

    [Fact]
    [Trait("Tier", "long")]
    public Task Killed_100_times_a_store_keeps_every_acknowledged_step_and_no_half_one() => KillAsync(100, seed: 72);

    [Fact]
    public async Task Two_processes_lease_no_job_twice()
    {
        await FillAsync(120);
        using CrasherProcess one = new("lease", Options.File, "one");
        using CrasherProcess other = new("lease", Options.File, "other");
        List<uint>[] leased = await Task.WhenAll(one.RestAsync(), other.RestAsync());
        await one.EndsWellAsync();
        await other.EndsWellAsync();
        output.WriteLine($"{leased[0].Count} and {leased[1].Count} leases");
        Assert.All(leased, Assert.NotEmpty);
        Assert.Equal(Enumerable.Range(1, 120).Select(n => (uint)n), leased.SelectMany(numbers => numbers).Order());
    }

    [Fact]
    public async Task A_process_that_is_killed_between_leases_does_not_stop_the_other()
    {
        await FillAsync(120);
        using CrasherProcess killed = new("lease", Options.File, "killed");
        using CrasherProcess other = new("lease", Options.File, "other");
        uint first = await killed.FirstAsync();
        killed.Kill();
        List<uint> rest = await killed.RestAsync();
        List<uint> others = await other.RestAsync();
        await other.EndsWellAsync();

        using var store = SqliteJobStore.Open(Options);
        IReadOnlyList<Job> jobs = await store.ReadAsync(jobs => jobs.Select(new JobQuery { Limit = 1000 }), default);
        IReadOnlyList<JobEvent> events = await store.ReadAsync(jobs => jobs.Events(0, null, 1000), default);
        Assert.Equal(120, jobs.Count);
        Assert.Equal(120, events.Count);
        Assert.All(jobs, job => Assert.Equal((JobState.Running, 1L), (job.State, job.Fence)));
        Assert.All([first, .. rest], n => Assert.Equal("killed", jobs[(int)n - 1].Lease!.Worker));
        Assert.All(others, n => Assert.Equal("other", jobs[(int)n - 1].Lease!.Worker));
        Assert.InRange(jobs.Count(job => job.Lease!.Worker == "killed"), rest.Count + 1, rest.Count + 2);
        Assert.Empty(await store.CheckAsync(default));
    }

    private async Task KillAsync(int times, int seed)
    {
        // Not for secrets.
#pragma warning disable CA5394
        Random random = new(seed);
        uint last = 0;
        for (int kill = 0; kill < times; kill++)
        {
            uint acknowledged = await RunAsync(last, TimeSpan.FromMilliseconds(random.Next(120)));
            last = await LookAsync(acknowledged);
        }
#pragma warning restore CA5394

        output.WriteLine($"seed {seed}: killed {times} times, {last} steps");
    }

    private async Task<uint> RunAsync(uint last, TimeSpan time)
    {
        using CrasherProcess process = new("write", Options.File, _folder.Path);
        uint first = await process.FirstAsync();
        Assert.Equal(last + 1, first);
        Task<List<uint>> rest = process.RestAsync();
        await Task.Delay(time);
        process.Kill();
        return (await rest).LastOrDefault(first);
    }

    private async Task<uint> LookAsync(uint acknowledged)
    {
        using var store = SqliteJobStore.Open(Options);
        Assert.Empty(await store.CheckAsync(default));
        Assert.Empty(await store.ReadAsync(Steps.Faults, default));

        // The last step may have been stored and its acknowledgement not been said.
        uint last = await store.ReadAsync(Steps.Last, default);
        Assert.InRange(last, acknowledged, acknowledged + 1);
        var payloads = FolderPayloadStore.Open(_folder.Path, TimeProvider.System);
        for (uint n = 1; n <= last; n++)
        {
            Assert.Equal(Steps.Payload(n), await payloads.GetAsync(ContentHash.Of(Steps.Payload(n)), default));
        }

        Assert.Empty(Directory.GetFiles(_folder.Path, "*.part", SearchOption.AllDirectories));
        return last;
    }

    private async Task FillAsync(uint count)
    {
        using var store = SqliteJobStore.Open(Options);
        await store.TransactAsync(
            "fill",
            jobs =>
            {
                for (uint n = 1; n <= count; n++)
                {
                    jobs.Save(Steps.Waiting(n));
                }

                return 0;
            },
            default);
    }
}
