using System.Diagnostics;
using System.Globalization;
using Prover.Pipeline;
using Prover.Testing;
using Xunit.Abstractions;

namespace Prover.Store.Tests;

/// <summary>The questions that are asked all the time do not become dearer with a million jobs behind them.</summary>
/// <remarks>Prints the rates that README.md of Prover.Store quotes.</remarks>
[Trait("Tier", "long")]
public sealed class ScaleTests : IDisposable
{
    private const int Steps = 500;

    private readonly ITestOutputHelper _output;
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteJobStore _store;
    private readonly RandomRows _rows = new(1);

    public ScaleTests(ITestOutputHelper output)
    {
        _output = output;
        _store = SqliteJobStore.Open(new SqliteStoreOptions { File = _folder["jobs.db"] });
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Counts_queries_and_leases_cost_the_same_behind_a_million_finished_jobs()
    {
        await AddAsync(1, 1000, JobState.Done, batch: 1000);
        await LeasesAsync(1001, warm: true);
        double[] few = await LeasesAsync(2001, warm: false);
        await AddAsync(10_001, 1_000_000, JobState.Done, batch: 10_000);
        _output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"file: {new FileInfo(_store.File).Length >> 20} MiB"));
        _ = await LeasesAsync(1_010_001, warm: true);
        double[] many = await LeasesAsync(1_011_001, warm: false);
        Assert.All(few.Zip(many), pair => Assert.InRange(pair.Second, 0, (10 * pair.First) + 1));
    }

    // Milliseconds of CPU time, for counting, for asking for the oldest and for an enqueue with a lease.
    private async Task<double[]> LeasesAsync(uint from, bool warm)
    {
        double add = await CostAsync("enqueue", warm, i => AddAsync(from + (uint)i, 1, JobState.Waiting, 1));
        double lease = await CostAsync("lease", warm, _ => _store.TransactAsync("lease", Lease, default));
        double counts = await CostAsync("counts", warm, _ => _store.ReadAsync(jobs => jobs.Counts().Count, default));
        double oldest = await CostAsync(
            "newest 100 running",
            warm,
            _ => _store.ReadAsync(
                jobs => jobs.Select(new JobQuery { States = [JobState.Running], NewestFirst = true }).Count,
                default));
        return [add, lease, counts, oldest];
    }

    private async Task<double> CostAsync(string what, bool warm, Func<int, Task> step)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < Steps; i++)
        {
            await step(i);
        }

        process.Refresh();
        double cost = (process.TotalProcessorTime - before).TotalMilliseconds / Steps;
        if (!warm)
        {
            _output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {Steps / watch.Elapsed.TotalSeconds:f0}/s, {cost:f3} ms of CPU time each"));
        }

        return cost;
    }

    private async Task AddAsync(uint from, int count, JobState state, int batch)
    {
        for (uint at = from; at < from + count; at += (uint)batch)
        {
            _ = await _store.TransactAsync(
                "enqueue",
                jobs =>
                {
                    for (uint n = at; n < at + batch; n++)
                    {
                        Job job = _rows.Job(new JobId(1, n));
                        JobStage stage = state == JobState.Done ? JobStage.Final : JobStage.Witness;
                        jobs.Save(job with { Stage = stage, State = state, Lease = null });
                        _ = jobs.Append(new JobEvent(0, job.Id, default, JobEventKind.Queued, stage));
                    }

                    return 0;
                },
                default);
        }
    }

    private static int Lease(IJobTransaction jobs)
    {
        Job job = jobs.Select(new JobQuery
        {
            Stages = [JobStage.Witness, JobStage.Prove],
            States = [JobState.Waiting],
            Limit = 1,
        })[0];
        jobs.Save(job with
        {
            State = JobState.Running,
            Fence = 1,
            Lease = new JobLease("worker", "cpu", default, default, 0, default),
        });
        _ = jobs.Append(new JobEvent(0, job.Id, default, JobEventKind.Leased, job.Stage, 1, "worker/cpu"));
        return 0;
    }
}
