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
    /// <summary>Wall time of one execution above which one warm-up and three rounds must do.</summary>
    private const double LongMs = 10_000;

    /// <summary>Wall time of a run above which its inner progress is shown.</summary>
    private const double ShownMs = 2_000;

    /// <summary>Measures a kernel; a wrong result is an error, not a figure.</summary>
    /// <exception cref="Cli.CommandException">A result was wrong.</exception>
    public IReadOnlyList<KernelResult> Measure(KernelCase kernel)
    {
        int[] threads = kernel.UsesThreads ? plan.Threads : [1];
        kernel.Prepare(new ComputeBudget(Environment.ProcessorCount, progress.Step("inputs"), cancel));
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        (int repetitions, double wallMs) = WarmUp(kernel, threads);
        int rounds = wallMs > LongMs ? 3 : 5;
        var samples = new Samples[threads.Length];
        Array.Fill(samples, null!);
        for (int i = 0; i < threads.Length; i++)
        {
            samples[i] = new Samples(threads[i], repetitions);
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach (Samples one in samples)
            {
                IProgress<double> shown = progress.Step($"{one.Threads} thr, run {round + 1} of {rounds}");
                double product = yardstick.Sample();
                one.Add(Run(kernel, repetitions, one.Threads, wallMs > ShownMs ? shown : null), product);
            }
        }

        Samples? single = samples.FirstOrDefault(one => one.Threads == 1);
        return [.. samples.Select(one => one.ToResult(kernel.Spec, plan.Isa, device.Name, single))];
    }

    /// <summary>Finds the number of executions of a run, and lets compiler, caches and tables settle.</summary>
    private (int Repetitions, double WallMs) WarmUp(KernelCase kernel, int[] threads)
    {
        int repetitions = 1;
        RunCost cost = WarmUpRun(kernel, repetitions, threads[^1]);
        if (cost.WallMs > LongMs)
        {
            return (repetitions, cost.WallMs);
        }

        cost = WarmUpRun(kernel, repetitions, threads[0]);
        while (cost.CpuMs < plan.SampleMs / 2)
        {
            double factor = Math.Clamp(plan.SampleMs / Math.Max(cost.CpuMs, 0.001), 2, 16);
            repetitions = kernel.RoundUp((int)Math.Ceiling(repetitions * factor));
            cost = WarmUpRun(kernel, repetitions, threads[0]);
        }

        return (repetitions, cost.WallMs);
    }

    private RunCost WarmUpRun(KernelCase kernel, int repetitions, int threads)
    {
        return Run(kernel, repetitions, threads, progress.Step($"{threads} thr, warm-up"));
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
/// <param name="Isa">The level that is measured, for the report.</param>
internal sealed record RunPlan(int[] Threads, double SampleMs, string Isa);
