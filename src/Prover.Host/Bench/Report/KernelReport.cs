using System.Text.Json;
using Prover.Host.Cli;

namespace Prover.Host.Bench.Report;

/// <summary>What <c>prover bench kernels</c> measured; the JSON file has these fields.</summary>
internal sealed record KernelReport
{
    /// <summary>What <see cref="Kind"/> says in these files.</summary>
    public const string KindOfKernels = "kernels";

    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Tells these files from those of other benches.</summary>
    public string Kind { get; init; } = KindOfKernels;

    /// <summary>Where, when and with what it was measured.</summary>
    public required BenchEnvironment Environment { get; init; }

    /// <summary>One entry per kernel, size and number of threads.</summary>
    public required IReadOnlyList<KernelResult> Results { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It cannot be read, or is something else.</exception>
    public static KernelReport Read(string file)
    {
        string text = OutputFile.ReadText(file);
        try
        {
            KernelReport? report = JsonSerializer.Deserialize<KernelReport>(text, JsonText.Options);
            if (report is { Schema: 1, Kind: KindOfKernels, Results: not null, Environment: not null })
            {
                return report;
            }
        }
        catch (JsonException failure)
        {
            throw Mismatch(file, failure);
        }

        throw Mismatch(file, null);
    }

    private static CommandException Mismatch(string file, JsonException? cause)
    {
        return new CommandException(
            ExitCode.FileMismatch,
            $"{file}: expected a report of 'prover bench kernels', found something else or another version of it",
            cause);
    }
}

/// <summary>One measured kernel. Times are of one execution.</summary>
internal sealed record KernelResult
{
    /// <summary>fq.mul, msm.g1, msm.g2, ntt, groth16.setup, groth16.prove, groth16.verify,
    /// groth16.verify-batch.</summary>
    public required string Name { get; init; }

    /// <summary>Elements: products, points, values, constraints (the domain that the chain fills), proofs.</summary>
    public required int Size { get; init; }

    /// <summary>Threads that the work was allowed to use.</summary>
    public required int Threads { get; init; }

    /// <summary>Instruction-set level: portable, adx, ifma of the native library; avx512, avx2, scalar of the
    /// runtime.</summary>
    public required string Isa { get; init; }

    /// <summary>The device's name.</summary>
    public required string Device { get; init; }

    /// <summary>Median of the CPU time of all threads, milliseconds.</summary>
    public required double CpuMs { get; init; }

    /// <summary>Median of the wall time, milliseconds.</summary>
    public required double WallMs { get; init; }

    /// <summary>The most memory of the process in RAM during a run; see the environment's
    /// <see cref="BenchEnvironment.PeakMemory"/>.</summary>
    public required double PeakMiB { get; init; }

    /// <summary>CPU time of one element over the time of one field product, both measured side by side: the median
    /// of the runs.</summary>
    public required double Ratio { get; init; }

    /// <summary>CPU nanoseconds of one element.</summary>
    public required double NsPerElement { get; init; }

    /// <summary>Nanoseconds of the field product beside these runs.</summary>
    public required double YardstickNs { get; init; }

    /// <summary>Runs that the medians are of.</summary>
    public required int Runs { get; init; }

    /// <summary>Executions in a row in each run; the times are divided by it.</summary>
    public required int Repetitions { get; init; }

    /// <summary>Memory in RAM before that run: program, inputs, tables that the device keeps.</summary>
    public required double StartMiB { get; init; }

    /// <summary>The part of the peak that shows files: the program, and the mapped proving key.</summary>
    public required double MappedMiB { get; init; }

    /// <summary>The 95th percentile of the CPU time.</summary>
    public required double CpuMsP95 { get; init; }

    /// <summary>Standard deviation of the CPU time over its mean.</summary>
    public required double CpuSpread { get; init; }

    /// <summary>Wall time over that of one thread, from pairs of runs in turn; null with one thread.</summary>
    public PairRatio? WallToOneThread { get; init; }

    /// <summary>The CPU time of every run, in their order.</summary>
    public required IReadOnlyList<double> CpuMsSamples { get; init; }

    /// <summary>The wall time of every run, in their order.</summary>
    public required IReadOnlyList<double> WallMsSamples { get; init; }
}

/// <summary>Quotients of pairs of runs that followed each other.</summary>
/// <param name="Best">The least.</param>
/// <param name="Median">The median.</param>
internal sealed record PairRatio(double Best, double Median);
