using Prover.Pipeline;
using Prover.Store;
using Xunit;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>What the job table of a node that has ended says.</summary>
/// <param name="Jobs">All jobs.</param>
/// <param name="Events">All events.</param>
/// <param name="Workers">All devices that were seen.</param>
/// <param name="Wrong">What the check of the file found.</param>
internal sealed record StoreLook(
    IReadOnlyList<Job> Jobs,
    IReadOnlyList<JobEvent> Events,
    IReadOnlyList<WorkerRecord> Workers,
    IReadOnlyList<string> Wrong)
{
    /// <summary>Looks into a node's folder; one without a table has nothing in it.</summary>
    public static async Task<StoreLook> AtAsync(string folder)
    {
        string file = Path.Combine(folder, "jobs.db");
        if (!File.Exists(file))
        {
            return new StoreLook([], [], [], []);
        }

        using SqliteJobStore store = SqliteJobStore.Open(new SqliteStoreOptions { File = file });
        StoreLook look = await store.ReadAsync(
            rows => new StoreLook(
                rows.Select(new JobQuery { Limit = 1000 }), rows.Events(0, null, 10_000), rows.Workers(), []),
            default);
        return look with { Wrong = await store.CheckAsync(default) };
    }

    /// <summary>How often a kind of event is in the history of each job.</summary>
    public IReadOnlyDictionary<JobId, int> Count(JobEventKind kind) =>
        Jobs.ToDictionary(job => job.Id, job => Events.Count(e => e.Job == job.Id && e.Kind == kind));

    /// <summary>Fails unless all blocks are done, as they should be after an earlier state: no proof that was there is
    /// made again.</summary>
    public void AssertDone(int blocks, StoreLook? before = null)
    {
        Assert.Empty(Wrong);
        Assert.Equal(blocks, Jobs.Count);
        Assert.All(Jobs, job => Assert.Equal((JobStage.Final, JobState.Done), (job.Stage, job.State)));
        Assert.All(Count(JobEventKind.Final).Values, times => Assert.Equal(1, times));
        Assert.All(Count(JobEventKind.Queued).Values, times => Assert.Equal(1, times));
        IReadOnlyDictionary<JobId, int> proved = Count(JobEventKind.Proved);
        foreach (Job job in before?.Jobs ?? [])
        {
            if (job.Proof is not null)
            {
                Assert.Equal(1, proved[job.Id]);
            }
        }
    }

    /// <summary>Fails if a proof was handed in that does not verify.</summary>
    public void AssertNoWrongProof() => Assert.All(Events, e => Assert.NotEqual(JobEventKind.Rejected, e.Kind));

    /// <summary>Fails unless a liar, and nobody else, was found out so often and got no more work after that.</summary>
    public void AssertFoundOut(string liar, int times)
    {
        JobEvent[] rejected = [.. Events.Where(e => e.Kind == JobEventKind.Rejected)];
        Assert.True(rejected.Length >= times, $"{rejected.Length} proofs were rejected");
        Assert.All(rejected, e => Assert.Equal(liar, e.By));
        Assert.DoesNotContain(Events, e => e.Kind == JobEventKind.Verified && e.By == liar);
        Assert.NotNull(Workers.Single(worker => worker.Name == liar).Quarantined);
        Assert.All(Workers.Where(worker => worker.Name != liar), worker => Assert.Null(worker.Quarantined));
        long last = rejected[times - 1].Sequence;
        Assert.DoesNotContain(
            Events, e => e.Kind == JobEventKind.Leased && e.By == liar && e.Sequence > last);
    }
}
