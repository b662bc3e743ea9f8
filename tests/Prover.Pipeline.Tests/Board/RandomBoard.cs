namespace Prover.Pipeline.Tests;

/// <summary>A board at which anything happens in any order, watched by invariants after each step.</summary>
internal sealed class RandomBoard
{
    private const int Blocks = 6;

    private readonly Random _random;
    private readonly BoardScope _scope;
    private readonly WorkerIdentity[] _workers =
    [
        BoardScope.Worker("a"), BoardScope.Worker("b", "cpu-0"), BoardScope.Worker("b", "cpu-1"),
        BoardScope.Worker("c", "gpu", 1, 2), BoardScope.Worker("d", "gpu", 2),
    ];

    private readonly List<(WorkItem Item, WorkerIdentity Worker)> _held = [];
    private readonly Dictionary<JobId, long> _fences = [];
    private readonly Dictionary<JobId, byte[]> _verified = [];
    private readonly Queue<uint> _coming;

    public RandomBoard(int seed)
    {
        _random = new Random(seed);
        uint[] numbers = [.. Enumerable.Range(1, Blocks).Select(number => (uint)number)];
        _random.Shuffle(numbers);
        _coming = new Queue<uint>(numbers);
        _scope = new BoardScope(JobRules.Default with
        {
            LeaseTime = TimeSpan.FromSeconds(60),
            WrongProofLimit = 4,
            LeaseLossLimit = 8,
            Witness = new StageRules(4, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(150)),
            Prove = new StageRules(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(200)),
        });
    }

    /// <summary>What happened, for the message of a failure.</summary>
    public List<string> Log { get; } = [];

    public async Task RunAsync(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            await StepAsync();
            await CheckAsync();
        }

        await FinishAsync();
    }

    private Task StepAsync() => _random.Next(14) switch
    {
        0 or 1 => AdmitAsync(),
        2 or 3 or 4 => TakeAsync(Pick(_workers)),
        5 => RenewAsync(),
        6 or 7 => CompleteAsync(),
        8 => FailAsync(),
        9 => HandBackAsync(),
        10 => SweepAsync(),
        11 => VerifyAsync(),
        12 => RestartOrRetryAsync(),
        _ => WaitAsync(TimeSpan.FromSeconds(_random.Next(1, 90))),
    };

    private async Task AdmitAsync()
    {
        if (_coming.TryDequeue(out uint number))
        {
            byte circuit = (byte)_random.Next(1, 3);
            Admission admission = await _scope.AdmitAsync(number, circuit);
            Assert.Equal(AdmissionVerdict.Accepted, admission.Verdict);
            Log.Add($"admit {number} for circuit {circuit}");
        }
    }

    private async Task TakeAsync(WorkerIdentity worker)
    {
        IReadOnlyList<Job> before = await _scope.RowsAsync();
        WorkItem? item = await _scope.Board.TryTakeAsync(worker, default);
        Log.Add($"{worker.Name} takes {item?.Job.ToString() ?? "nothing"} under {item?.Fence}");
        DateTimeOffset now = _scope.Clock.Now;
        IEnumerable<Job> ready = before.Where(job => job is { State: JobState.Waiting, Stage: JobStage.Witness }
            && job.NotBefore <= now
            && worker.Circuits.Contains(job.CircuitId)
            && !job.FailedWorkers.Contains(worker.Name));
        bool quarantined = (await _scope.RecordAsync(worker))?.Quarantined is not null;
        Job? oldest = quarantined ? null : ready.FirstOrDefault();
        if (item is null)
        {
            Assert.Null(oldest);
            return;
        }

        Assert.False(quarantined, "a quarantined device got work");
        Assert.True(oldest is null || item.Job <= oldest.Id, $"{item.Job} was given before {oldest?.Id}");
        Job taken = before.Single(job => job.Id == item.Job);
        Assert.Equal(taken.Fence + 1, item.Fence);
        bool wasFree = taken.State == JobState.Waiting || taken.Lease!.Until <= now || IsStuck(taken, now);
        Assert.True(wasFree, $"{item.Job} had a valid lease");
        _held.Add((item, worker));
    }

    private async Task RenewAsync()
    {
        if (PickHeld() is not { } held)
        {
            return;
        }

        var progress = new WorkProgress(_random.Next(2) == 0 ? JobStage.Witness : JobStage.Prove, _random.NextDouble());
        Job row = await _scope.RowAsync(held.Item.Job.BlockNumber);
        WorkAnswer answer = await _scope.Board.RenewAsync(held.Item, held.Worker, progress, default);
        Log.Add($"{held.Worker.Name} renews {held.Item.Job} under {held.Item.Fence}: {answer}");
        Assert.True(answer != WorkAnswer.Accepted || IsLast(row, held.Item), "an old lease was renewed");
    }

    private async Task CompleteAsync()
    {
        if (PickHeld() is not { } held)
        {
            return;
        }

        bool right = _random.Next(3) > 0;
        Job row = await _scope.RowAsync(held.Item.Job.BlockNumber);
        WorkResult proof = BoardScope.Proof(right, (byte)_random.Next(256));
        WorkAnswer answer = await _scope.Board.CompleteAsync(held.Item, held.Worker, proof, default);
        Log.Add($"{held.Worker.Name} completes {held.Item.Job} under {held.Item.Fence}, {right}: {answer}");
        bool quarantined = (await _scope.RecordAsync(held.Worker))?.Quarantined is not null;
        WorkAnswer expected = quarantined ? WorkAnswer.Refused
            : row.Stage > JobStage.Prove ? WorkAnswer.NotNeeded
            : WorkAnswer.Accepted;
        Assert.Equal(expected, answer);
    }

    private async Task FailAsync()
    {
        if (PickHeld() is not { } held)
        {
            return;
        }

        WorkFailureKind kind = _random.Next(8) switch
        {
            0 => WorkFailureKind.Poison,
            1 or 2 => WorkFailureKind.WrongProof,
            _ => WorkFailureKind.Transient,
        };
        JobStage stage = _random.Next(2) == 0 ? JobStage.Witness : JobStage.Prove;
        Job row = await _scope.RowAsync(held.Item.Job.BlockNumber);
        WorkAnswer answer = await _scope.FailAsync(held.Item, held.Worker, kind, stage);
        Log.Add($"{held.Worker.Name} fails {held.Item.Job} under {held.Item.Fence}, {kind} in {stage}: {answer}");
        Assert.True(answer != WorkAnswer.Accepted || IsLast(row, held.Item), "an old lease failed a job");
    }

    private async Task HandBackAsync()
    {
        if (PickHeld() is { } held)
        {
            WorkAnswer answer = await _scope.Board.ReturnAsync(held.Item, held.Worker, default);
            Log.Add($"{held.Worker.Name} returns {held.Item.Job} under {held.Item.Fence}: {answer}");
        }
    }

    private async Task SweepAsync() => Log.Add($"sweep: {await _scope.Board.SweepAsync(default)}");

    private async Task VerifyAsync() => Log.Add($"verify: {await _scope.Verify.StepAsync(default)}");

    private async Task RestartOrRetryAsync()
    {
        IReadOnlyList<Job> dead = [.. (await _scope.RowsAsync()).Where(job => job.State == JobState.Dead)];
        if (dead.Count == 0 || _random.Next(2) == 0)
        {
            _scope.Restart();
            Log.Add("restart");
            return;
        }

        Job job = dead[_random.Next(dead.Count)];
        Assert.Null(await _scope.Board.RetryAsync(job.Id, "operator", default));
        Log.Add($"retry {job.Id}");
    }

    private Task WaitAsync(TimeSpan time)
    {
        _scope.Clock.Advance(time);
        Log.Add($"wait {time.TotalSeconds} s");
        return Task.CompletedTask;
    }

    private async Task CheckAsync()
    {
        foreach (Job job in await _scope.RowsAsync())
        {
            long fence = _fences.GetValueOrDefault(job.Id);
            Assert.InRange(job.Fence, fence, fence + 1);
            _fences[job.Id] = job.Fence;
            Assert.Equal(job.State == JobState.Running, job.Lease is not null);
            Assert.Equal(job.Stage >= JobStage.Verify, job.Proof is not null);
            if (_verified.TryGetValue(job.Id, out byte[]? proof))
            {
                Assert.Equal((JobStage.Submit, JobState.Waiting), (job.Stage, job.State));
                Assert.Equal(proof, job.Proof!.Value.ToArray());
            }
            else if (job.Stage == JobStage.Submit)
            {
                Assert.True(TextChecker.IsRight(job.Proof!.Value.Span), $"{job.Id} has a wrong proof");
                _verified[job.Id] = job.Proof.Value.ToArray();
            }

            JobAgainstHistory.Check(job, await _scope.EventsAsync(job.Id.BlockNumber));
        }
    }

    /// <summary>Honest workers come: every job ends verified.</summary>
    private async Task FinishAsync()
    {
        while (_coming.Count > 0)
        {
            await AdmitAsync();
        }

        WorkerIdentity honest = BoardScope.Worker("honest", "cpu", 1, 2);
        for (int round = 0; _verified.Count < Blocks; round++)
        {
            Assert.True(round < 200, "some job never ends");
            foreach (Job job in (await _scope.RowsAsync()).Where(job => job.State == JobState.Dead))
            {
                Assert.Null(await _scope.Board.RetryAsync(job.Id, "operator", default));
            }

            if (await _scope.Board.TryTakeAsync(honest, default) is { } item)
            {
                Assert.Equal(
                    WorkAnswer.Accepted,
                    await _scope.Board.CompleteAsync(item, honest, BoardScope.Proof(right: true), default));
            }

            _ = await _scope.Verify.StepAsync(default);
            _scope.Clock.Advance(TimeSpan.FromSeconds(20));
            _ = await _scope.Board.SweepAsync(default);
            await CheckAsync();
        }
    }

    private bool IsStuck(Job job, DateTimeOffset now) =>
        now - job.Lease!.ProgressAt >= _scope.Rules.Of(job.Stage).TimeLimit;

    private static bool IsLast(Job row, WorkItem item) =>
        row.State == JobState.Running && row.Fence == item.Fence;

    private (WorkItem Item, WorkerIdentity Worker)? PickHeld() =>
        _held.Count == 0 ? null : _held[_random.Next(Math.Max(0, _held.Count - 6), _held.Count)];

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
