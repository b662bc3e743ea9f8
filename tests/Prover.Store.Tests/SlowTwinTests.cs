using Prover.Pipeline;
using Prover.Testing;
using Xunit.Abstractions;

namespace Prover.Store.Tests;

/// <summary>Random runs leave the same in the SQLite store and in its slow twin.</summary>
public sealed class SlowTwinTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryJobStore _twin = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(83)]
    [InlineData(84)]
    public async Task A_random_run_of_changes_leaves_the_same_rows_as_the_slow_twin(int seed)
    {
        output.WriteLine($"seed {seed}");
        SqliteStoreOptions options = new() { File = _folder["jobs.db"] };
        RandomRows plan = new(seed);
        for (int part = 0; part < 4; part++)
        {
            // Opened again in between.
            using var store = SqliteJobStore.Open(options);
            for (int i = 0; i < 30; i++)
            {
                int step = plan.Below(int.MaxValue);
                Assert.Equal(await RunAsync(_twin, step), await RunAsync(store, step));
                await _twin.ReadAsync(expected => store.ReadAsync(actual => Compare(expected, actual, step), default),
                    default).Unwrap();
            }
        }
    }

    // One transaction of a few changes, the same for equal seeds; the type of what it throws.
    private static async Task<Type?> RunAsync(IJobStore store, int seed)
    {
        RandomRows rows = new(seed);
        try
        {
            return await store.TransactAsync(
                "step",
                jobs =>
                {
                    for (int i = rows.Below(6); i >= 0; i--)
                    {
                        Change(jobs, rows);
                    }

                    return rows.Below(5) == 0 ? throw new FormatException() : (Type?)null;
                },
                default);
        }
        catch (Exception error) when (error is FormatException or JobStoreException)
        {
            return error.GetType();
        }
    }

    private static void Change(IJobTransaction jobs, RandomRows rows)
    {
        JobId id = new((ulong)rows.Below(2), (uint)rows.Below(10) + 1);
        ulong nonce = (ulong)rows.Below(10);
        switch (rows.Below(8))
        {
            case 0:
                jobs.Remove(id);
                break;
            case 1:
                _ = jobs.Append(rows.Event(id));
                break;
            case 2:
                jobs.Save(rows.Worker(nonce.ToString("d", null)));
                break;
            case 3:
                jobs.Save(rows.Transaction(nonce, rows.Below(3) == 0 ? null : id));
                break;
            case 4:
                jobs.RemoveL1Transaction(nonce);
                break;
            case 5:
                // A key that another job may have.
                jobs.Save(rows.Job(id) with { Key = "key" + rows.Below(10).ToString("d", null) });
                break;
            default:
                jobs.Save(rows.Job(id));
                break;
        }
    }

    private static int Compare(IJobReader expected, IJobReader actual, int seed)
    {
        RandomRows rows = new(seed);
        JobQuery query = new()
        {
            Stages = rows.Below(2) == 0 ? [] : [rows.Any<JobStage>(), rows.Any<JobStage>()],
            States = rows.Below(2) == 0 ? [] : [rows.Any<JobState>(), rows.Any<JobState>()],
            After = rows.Below(2) == 0 ? null : new JobId(1, (uint)rows.Below(10)),
            NewestFirst = rows.Below(2) == 0,
            Limit = rows.Below(20) + 1,
        };
        JobId id = new(1, (uint)rows.Below(10) + 1);
        RowAssert.Same(expected.Select(new JobQuery()), actual.Select(new JobQuery()));
        RowAssert.Same(expected.Select(query), actual.Select(query));
        RowAssert.Same(expected.L1Transactions(3), actual.L1Transactions(3));
        RowAssert.Same(expected.L1TransactionsOf(id), actual.L1TransactionsOf(id));
        Assert.Equal(expected.Counts(), actual.Counts());
        Assert.Equal(expected.Workers(), actual.Workers());
        Assert.Equal(expected.Events(5, id, 20), actual.Events(5, id, 20));
        Assert.Equal(expected.Events(0, null, 1000), actual.Events(0, null, 1000));
        return 0;
    }
}
