using System.Diagnostics;
using Prover.Compute;
using Prover.Host.Bench.Kernels;
using Prover.Host.Bench.Report;

namespace Prover.Host.Bench.Measuring;

/// <summary>Measures one kernel with each number of threads, in turn.</summary>
/// <remarks>
/// A run is as many executions in a row as take some time, so that clocks are fine enough. After warming up, rounds of
/// runs: 1 thread, 2 threads, 1 thread, 2 threads … so that a minute in which the machine is busy falls on both, and
/// their quotient is taken pair by pair. The result of every run is checked before the next.
/// </remarks>
internal sealed class CaseRunner(
    IComputeDevice device, RunPlan plan, Yardstick yardstick, BenchProgress progress, CancellationToken cancel)
{
    /// <summary>CPU time of one execution above which one warm-up and three rounds must do.</summary>
    private const double LongMs = 10_000;

    /// <summary>Wall time of a run above which its inner progress is shown.</summary>
    private const double ShownMs = 2_000;

    /// <summary>Warm-up goes on while a run takes less than this part of the one before.</summary>
    private const double Settled = 0.95;

    /// <summary>Measures a kernel; a wrong result is an error, not a figure.</summary>
    /// <exception cref="Cli.CommandException">A result was wrong.</exception>
    public IReadOnlyList<KernelResult> Measure(KernelCase kernel)
    {
        int[] threads = kernel.UsesThreads ? plan.Threads : [1];
        kernel.Prepare(new ComputeBudget(Environment.ProcessorCount, progress.Step("inputs"), cancel));
        RunCost first = Run(kernel, 1, threads[^1], progress.Step(Step(threads[^1], "warm-up")));
        bool isLong = first.CpuMs > LongMs;
        Samples[] samples = isLong ? [.. threads.Select(count => new Samples(count, 1))] : WarmUp(kernel, threads);
        int rounds = isLong ? 3 : 5;
        for (int round = 0; round < rounds; round++)
        {
            foreach (Samples one in samples)
            {
                IProgress<double> shown = progress.Step(Step(one.Threads, $"run {round + 1} of {rounds}"));
                Sample(kernel, one, first.WallMs > ShownMs ? shown : null);
            }
        }

        Samples? single = Array.Find(samples, one => one.Threads == 1);
        return [.. samples.Select(one => one.ToResult(kernel.Spec, plan.Isa, device.Name, single))];
    }

    private static string Step(int threads, string step) => $"{threads} thr, {step}";

    /// <summary>One run each to see the memory; runs until the number of executions that fills a run is known; and
    /// runs until the time stays what it is.</summary>
    /// <remarks>The runtime compiles hot code again while it runs, twice, in the background.</remarks>
    private Samples[] WarmUp(KernelCase kernel, int[] threads)
    {
        RunCost[] costs = [.. threads.Select(count => RunTrimmed(kernel, count))];
        long start = Stopwatch.GetTimestamp();
        int repetitions = 1;
        RunCost cost = costs[0];
        while (cost.CpuMs < plan.SampleMs / 2)
        {
            double factor = Math.Clamp(plan.SampleMs / Math.Max(cost.CpuMs, 0.001), 2, 16);
            repetitions = kernel.RoundUp((int)Math.Ceiling(repetitions * factor));
            cost = Run(kernel, repetitions, threads[0], null);
        }

        double before;
        TimeSpan elapsed;
        do
        {
            before = cost.CpuMs;
            cost = Run(kernel, repetitions, threads[0], null);
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < plan.WarmUp || (cost.CpuMs < Settled * before && elapsed < 4 * plan.WarmUp));
        return [.. threads.Zip(costs, (count, memory) => new Samples(count, repetitions) { Memory = memory })];
    }

    private void Sample(KernelCase kernel, Samples samples, IProgress<double>? shown)
    {
        double product = yardstick.Sample();
        if (samples.Memory is null)
        {
            // A long kernel: asking for its memory again takes no time to speak of.
            ResidentMemory.Trim();
        }

        RunCost cost = Run(kernel, samples.Repetitions, samples.Threads, shown);
        samples.Memory ??= cost;
        samples.Add(cost, product);
    }

    private RunCost RunTrimmed(KernelCase kernel, int threads)
    {
        IProgress<double> shown = progress.Step(Step(threads, "memory"));
        ResidentMemory.Trim();
        return Run(kernel, 1, threads, shown);
    }

    private RunCost Run(KernelCase kernel, int repetitions, int threads, IProgress<double>? shown)
    {
        cancel.ThrowIfCancellationRequested();
        var budget = new ComputeBudget(threads, shown, cancel);
        kernel.Rewind();
        RunCost cost = Meter.Measure(() => kernel.Run(repetitions, budget));
        return kernel.IsRight(repetitions) ? cost : throw kernel.WrongResult(device);
    }
}

/// <summary>How all kernels of a bench are run.</summary>
/// <param name="Threads">The numbers of threads to measure with, without doublets.</param>
/// <param name="SampleMs">CPU time that a run should take at least.</param>
/// <param name="WarmUp">Time that warming up takes at least.</param>
/// <param name="Isa">The level that is measured, for the report.</param>
internal sealed record RunPlan(int[] Threads, double SampleMs, TimeSpan WarmUp, string Isa);
