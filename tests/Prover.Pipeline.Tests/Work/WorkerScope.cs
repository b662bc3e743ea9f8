using System.Collections.Concurrent;

namespace Prover.Pipeline.Tests;

/// <summary>A worker at a board in memory, in real time.</summary>
internal sealed class WorkerScope : IWorkerWatch, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ProofWorker _worker;
    private Task _running = Task.CompletedTask;

    public WorkerScope(
        IReadOnlyList<FakeProver> provers,
        Func<IWorkSource, IWorkSource>? between = null,
        TimeSpan? leaseTime = null,
        bool keepsReplays = false)
    {
        Jobs = new BoardScope(JobRules.Default with
        {
            LeaseTime = leaseTime ?? TimeSpan.FromSeconds(60),
            PollInterval = TimeSpan.FromMilliseconds(20),
        });
        Board = new JobBoard(
            Jobs.Store, Jobs.Payloads, new Testing.TextEnvelope(), Jobs.Rules, TimeProvider.System);
        _worker = new ProofWorker(
            between?.Invoke(Board) ?? Board,
            Jobs.Payloads,
            provers,
            new WorkerOptions
            {
                Name = "worker",
                RenewFraction = 0.05,
                FirstPause = TimeSpan.FromMilliseconds(5),
                LongestPause = TimeSpan.FromMilliseconds(20),
                ProgressInterval = TimeSpan.FromMilliseconds(10),
            },
            TimeProvider.System,
            this,
            keepsReplays ? new ReplayKeeper(Jobs.Payloads, provers, "tests 1") : null);
    }

    /// <summary>The rows; its own board is not used.</summary>
    public BoardScope Jobs { get; }

    /// <summary>The board in real time.</summary>
    public JobBoard Board { get; }

    public ConcurrentQueue<string> Watched { get; } = new();

    public async Task AdmitAsync(params IEnumerable<uint> numbers)
    {
        foreach (uint number in numbers)
        {
            Admission admission = await Board.AdmitAsync(
                $"block-{number}", Testing.TextEnvelope.Of(number), default);
            Assert.Equal(AdmissionVerdict.Accepted, admission.Verdict);
        }
    }

    public Task Start() => _running = _worker.RunAsync(_stop.Token);

    public Task DrainAsync(TimeSpan limit) => _worker.DrainAsync(limit);

    public async Task CancelAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <summary>Waits until something is so; fails after half a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            await Task.Delay(5, patience.Token);
        }
    }

    public Task UntilAsync(uint number, JobStage stage) =>
        UntilAsync(async () => (await Jobs.RowAsync(number)).Stage == stage);

    public void Finished(WorkItem item, string device, JobStage stage, TimeSpan time) =>
        Watched.Enqueue($"{stage} {item.Job}");

    public void HandedIn(WorkItem item, string device, WorkAnswer answer) =>
        Watched.Enqueue($"{answer} {item.Job}");

    public void Failed(WorkItem item, string device, WorkFailure failure) =>
        Watched.Enqueue($"failed {item.Job} on {device}: {failure.Reason}");

    public void GaveUp(WorkItem item, string device, string why) => Watched.Enqueue($"gave up {item.Job}: {why}");

    public void SourceLost(string device, string why) => Watched.Enqueue($"lost: {why}");

    public async ValueTask DisposeAsync()
    {
        await CancelAsync();
        _worker.Dispose();
        _stop.Dispose();
    }
}
