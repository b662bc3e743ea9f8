using System.Collections.Concurrent;

namespace Prover.Pipeline.Tests;

/// <summary>A worker on a board in memory, whose prover and whose line to the board a test can bend.</summary>
internal sealed class AttackWorkerScope : IWorkerWatch, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly ProofWorker _worker;

    public AttackWorkerScope(
        JobRules? rules = null, IPayloadStore? payloads = null, IReplayKeeper? replays = null)
    {
        Board = new BoardScope(rules);
        Source = new AttackSource(Board.Board);
        _worker = new ProofWorker(
            Source,
            payloads ?? Board.Payloads,
            [Prover],
            new WorkerOptions { Name = "one" },
            Board.Clock,
            this,
            replays);
    }

    public BoardScope Board { get; }

    public AttackSource Source { get; }

    public AttackProver Prover { get; } = new();

    public ConcurrentQueue<WorkFailure> Failures { get; } = [];

    public ConcurrentQueue<string> Lost { get; } = [];

    /// <summary>The worker's run, once it was started.</summary>
    public Task Run { get; private set; } = Task.CompletedTask;

    public void Start() => Run = _worker.RunAsync(_stop.Token);

    /// <summary>Stops at once and waits for the end.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Run.WaitAsync(Patience);
    }

    public void StopSoon() => _ = Task.Run(_stop.Cancel);

    public CancellationToken Stopping => _stop.Token;

    /// <summary>Moves the clock in small steps until something holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, TimeSpan? step = null)
    {
        for (int i = 0; i < 2000; i++)
        {
            if (await holds())
            {
                return;
            }

            Board.Clock.Advance(step ?? TimeSpan.FromMilliseconds(100));
            await Task.Delay(2);
        }

        Assert.Fail($"it never held; failures: {string.Join("; ", Failures.Select(f => f.Reason))}");
    }

    public Task UntilStageAsync(uint number, JobStage stage) =>
        UntilAsync(async () => (await Board.RowAsync(number)).Stage == stage);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Run.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(Patience);
        _worker.Dispose();
        _stop.Dispose();
    }

    public void Finished(WorkItem item, string device, JobStage stage, TimeSpan time)
    {
    }

    public void HandedIn(WorkItem item, string device, WorkAnswer answer)
    {
    }

    public void Failed(WorkItem item, string device, WorkFailure failure) => Failures.Enqueue(failure);

    public void GaveUp(WorkItem item, string device, string why)
    {
    }

    public void SourceLost(string device, string why) => Lost.Enqueue(why);
}
