using Prover.Host.Bench.Kernels;
using Prover.Host.Bench.Report;

namespace Prover.Host.Bench.Measuring;

/// <summary>The runs of one kernel with one number of threads.</summary>
internal sealed class Samples(int threads, int repetitions)
{
    private readonly List<RunCost> runs = [];
    private readonly List<double> products = [];

    /// <summary>Executions in a row in each run.</summary>
    public int Repetitions { get; } = repetitions;

    /// <summary>Threads that the runs were allowed to use.</summary>
    public int Threads { get; } = threads;

    /// <summary>The run that memory is told of: not the first, which also maps and compiles, and with free memory
    /// given back before it.</summary>
    public RunCost? Memory { get; set; }

    /// <summary>Adds a run and the nanoseconds of a field product beside it.</summary>
    public void Add(RunCost run, double productNs)
    {
        runs.Add(run);
        products.Add(productNs);
    }

    /// <summary>What they say together.</summary>
    /// <param name="spec">The kernel.</param>
    /// <param name="isa">The level.</param>
    /// <param name="device">The device.</param>
    /// <param name="single">The runs with one thread of the same rounds, if there were any.</param>
    public KernelResult ToResult(KernelSpec spec, string isa, string device, Samples? single)
    {
        double[] cpu = [.. runs.Select(run => run.CpuMs / Repetitions)];
        double[] wall = [.. runs.Select(run => run.WallMs / Repetitions)];
        double[] ratios = [.. cpu.Zip(products, (ms, product) => ms * 1e6 / spec.Size / product)];
        SampleStatistics ofCpu = SampleStatistics.Of(cpu);
        RunCost memory = Memory ?? runs[0];
        return new KernelResult
        {
            Name = spec.Name,
            Size = spec.Size,
            Threads = Threads,
            Isa = isa,
            Device = device,
            CpuMs = Short(ofCpu.Median),
            WallMs = Short(SampleStatistics.MedianOf(wall)),
            PeakMiB = Short(memory.PeakMiB),
            Ratio = Short(SampleStatistics.MedianOf(ratios)),
            NsPerElement = Short(ofCpu.Median * 1e6 / spec.Size),
            YardstickNs = Short(SampleStatistics.MedianOf(products.ToArray())),
            Runs = runs.Count,
            Repetitions = Repetitions,
            StartMiB = Short(memory.StartMiB),
            MappedMiB = Short(memory.MappedMiB),
            CpuMsP95 = Short(ofCpu.P95),
            CpuSpread = Short(ofCpu.Spread),
            WallToOneThread = single is null || single == this ? null : PairsWith(single),
            CpuMsSamples = [.. cpu.Select(Short)],
            WallMsSamples = [.. wall.Select(Short)],
        };
    }

    /// <summary>Five digits: more than any clock here gives.</summary>
    public static double Short(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }

        double scale = Math.Pow(10, 4 - Math.Floor(Math.Log10(Math.Abs(value))));
        return Math.Round(Math.Round(value * scale) / scale, 15);
    }

    private PairRatio PairsWith(Samples single)
    {
        double[] quotients = [.. runs.Zip(single.runs, (mine, one) => mine.WallMs / one.WallMs)];
        SampleStatistics all = SampleStatistics.Of(quotients);
        return new PairRatio(Short(all.Min), Short(all.Median));
    }
}
