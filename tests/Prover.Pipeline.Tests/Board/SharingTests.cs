namespace Prover.Pipeline.Tests;

/// <summary>Two workers share what there is: equal blocks in about half the time.</summary>
public sealed class SharingTests
{
    private const int Jobs = 20;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Proof = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Two_workers_take_at_most_six_tenths_of_the_time_of_one()
    {
        TimeSpan one = await TimeAsync(1);
        TimeSpan two = await TimeAsync(2);
        Assert.Equal(Jobs * Proof, one);
        Assert.True(two <= 0.6 * one, $"one took {one}, two took {two}");
    }

    [Fact]
    public async Task A_hundred_workers_with_twenty_jobs_take_the_time_of_one_job() =>
        Assert.Equal(Proof, await TimeAsync(100));

    /// <summary>Time by the clock until all blocks are verified; nothing but the clock drives it.</summary>
    private static async Task<TimeSpan> TimeAsync(int workers)
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(Enumerable.Range(1, Jobs).Select(number => (uint)number));
        WorkerIdentity[] names = [.. Enumerable.Range(0, workers).Select(n => BoardScope.Worker($"worker-{n}"))];
        var work = new (WorkItem Item, DateTimeOffset Ends)?[workers];
        DateTimeOffset start = scope.Clock.Now;
        while (true)
        {
            for (int n = 0; n < workers; n++)
            {
                if (work[n] is { } done && done.Ends <= scope.Clock.Now)
                {
                    WorkAnswer answer = await scope.Board.CompleteAsync(
                        done.Item, names[n], BoardScope.Proof(right: true), default);
                    Assert.Equal(WorkAnswer.Accepted, answer);
                    work[n] = null;
                }

                if (work[n] is null && await scope.Board.TryTakeAsync(names[n], default) is { } item)
                {
                    work[n] = (item, scope.Clock.Now + Proof);
                }
            }

            _ = await scope.Verify.StepAsync(default);
            if ((await scope.RowsAsync()).All(job => job.Stage == JobStage.Submit))
            {
                return scope.Clock.Now - start;
            }

            scope.Clock.Advance(Tick);
        }
    }
}
