using System.Collections.Concurrent;
using Xunit;

namespace Prover.Compute.Tests;

public sealed class JobScheduleTests
{
    private const int Many = 1_000_000;

    public static TheoryData<int> Threads => [1, 2, 5];

    [Theory]
    [MemberData(nameof(Threads))]
    public void Every_piece_of_every_stage_runs_once_and_stages_do_not_overlap(int threads)
    {
        var job = new Recorder([7, 0, 30, 1]);
        Run(threads, job);

        Assert.Equal(38, job.Ran.Distinct().Count());
        Assert.Equal(38, job.Ran.Count);
        Assert.Equal(job.Ran.Select(item => item.Stage).Order(), job.Ran.Select(item => item.Stage));
        Assert.Equal([0, 1, 2, 3], job.Begun);
        Assert.Equal(1, job.Released);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void A_job_starts_after_those_that_it_waits_for(int threads)
    {
        var log = new ConcurrentQueue<string>();
        var schedule = new JobSchedule();
        ComputeJob first = Add("first");
        ComputeJob second = Add("second", first);
        ComputeJob third = Add("third", first);
        _ = Add("last", second, third);

        schedule.Run(new ComputeBudget(threads));

        List<string> order = [.. log];
        Assert.Equal(40, order.Count);
        Assert.True(order.LastIndexOf("first") < order.IndexOf("second"));
        Assert.True(order.LastIndexOf("first") < order.IndexOf("third"));
        Assert.True(order.LastIndexOf("second") < order.IndexOf("last"));
        Assert.True(order.LastIndexOf("third") < order.IndexOf("last"));

        ComputeJob Add(string name, params ComputeJob[] after)
        {
            var job = new Recorder([10]) { Body = (_, _) => log.Enqueue(name) };
            schedule.Add(job, after);
            return job;
        }
    }

    [Fact]
    public void One_thread_takes_the_first_job_that_may_run()
    {
        var log = new List<int>();
        var schedule = new JobSchedule();
        Recorder[] jobs = [.. Enumerable.Range(0, 3).Select(
            number => new Recorder([2, 2]) { Body = (_, _) => log.Add(number) })];
        schedule.Add(jobs[0]);
        schedule.Add(jobs[1], jobs[0]);
        schedule.Add(jobs[2]);

        schedule.Run(ComputeBudget.SingleThread);

        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], log);
    }

    [Fact]
    public void A_thread_at_a_barrier_goes_on_with_another_job()
    {
        // The one piece of the first job ends only when a piece of the second has run.
        using var other = new ManualResetEventSlim();
        var schedule = new JobSchedule();
        schedule.Add(new Recorder([1, 1]) { Body = (_, _) => Assert.True(other.Wait(TimeSpan.FromSeconds(30))) });
        schedule.Add(new Recorder([1]) { Body = (_, _) => other.Set() });

        schedule.Run(new ComputeBudget(2));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void An_exception_comes_out_as_it_is_and_everything_is_released(int threads)
    {
        var good = new Recorder([5]);
        var bad = new Recorder([Many, 5])
        {
            Body = (_, piece) => _ = piece == 50 ? throw new InvalidDataException() : 0,
        };
        var never = new Recorder([5]);
        var schedule = new JobSchedule();
        schedule.Add(good);
        schedule.Add(bad, good);
        schedule.Add(never, bad);

        _ = Assert.Throws<InvalidDataException>(() => schedule.Run(new ComputeBudget(threads)));

        Assert.All(new[] { good, bad, never }, job => Assert.Equal(1, job.Released));
        Assert.Empty(never.Ran);
        Assert.InRange(bad.Ran.Count, 0, Many - 1);
    }

    [Fact]
    public void A_failure_is_not_lost_when_a_piece_that_was_running_ends_well()
    {
        using var failing = new ManualResetEventSlim();
        var schedule = new JobSchedule();
        schedule.Add(new Recorder([1])
        {
            Body = (_, _) =>
            {
                Assert.True(failing.Wait(TimeSpan.FromSeconds(30)));
                Thread.Sleep(100);
            },
        });
        schedule.Add(new Recorder([1])
        {
            Body = (_, _) =>
            {
                failing.Set();
                throw new InvalidDataException();
            },
        });

        _ = Assert.Throws<InvalidDataException>(() => schedule.Run(new ComputeBudget(2)));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void Cancelling_stops_between_pieces_and_releases(int threads)
    {
        using var source = new CancellationTokenSource();
        var job = new Recorder([1_000_000]) { Body = (_, _) => source.Cancel() };
        var schedule = new JobSchedule();
        schedule.Add(job);

        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => schedule.Run(new ComputeBudget(threads, Cancellation: source.Token)));

        Assert.InRange(job.Ran.Count, 1, threads);
        Assert.Equal(1, job.Released);
    }

    [Fact]
    public void Progress_rises_by_the_cost_of_pieces_to_one()
    {
        var seen = new List<double>();
        var schedule = new JobSchedule();
        schedule.Add(new Recorder([2]));
        schedule.Add(new Recorder([2]));

        schedule.Run(new ComputeBudget(1, new ProgressList(seen)));

        Assert.Equal([0.25, 0.5, 0.75, 1.0, 1.0], seen);
    }

    [Fact]
    public void An_empty_schedule_ends_at_once() => new JobSchedule().Run(new ComputeBudget(2));

    [Fact]
    public void Waiting_for_a_job_that_was_not_added_is_refused() =>
        Assert.Throws<ArgumentException>(() => new JobSchedule().Add(new Recorder([1]), new Recorder([1])));

    private static void Run(int threads, ComputeJob job)
    {
        var schedule = new JobSchedule();
        schedule.Add(job);
        schedule.Run(new ComputeBudget(threads));
    }

    /// <summary>A job with the given numbers of pieces that notes what runs.</summary>
    private sealed class Recorder(int[] pieces) : ComputeJob
    {
        public ConcurrentQueue<(int Stage, int Piece)> Ran { get; } = [];

        public List<int> Begun { get; } = [];

        public int Released { get; private set; }

        public Action<int, int> Body { get; init; } = (_, _) => { };

        public override int Stages => pieces.Length;

        public override double Cost(int stage) => 10;

        public override int Begin(int stage)
        {
            Begun.Add(stage);
            return pieces[stage];
        }

        public override void Run(int stage, int piece)
        {
            Body(stage, piece);
            Ran.Enqueue((stage, piece));
        }

        public override void Release() => Released++;
    }

    private sealed class ProgressList(List<double> seen) : IProgress<double>
    {
        public void Report(double value) => seen.Add(value);
    }
}
