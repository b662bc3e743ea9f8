namespace Prover.Host.Bench.Report;

/// <summary>Where, when and with what was measured: enough to tell whether two files may be compared.</summary>
internal sealed record BenchEnvironment
{
    /// <summary>When the run began, ISO 8601, UTC.</summary>
    public required string Date { get; init; }

    /// <summary>The commit that the program was built from; null when it was not built in a checkout.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether the checkout has changes that the commit does not name, or is at another commit by now; null
    /// when that is unknown.</summary>
    public bool? Dirty { get; init; }

    /// <summary>The CPU's model, with family, model and stepping.</summary>
    public required string Cpu { get; init; }

    /// <summary>Which of the instruction sets that the kernels know it has.</summary>
    public required IReadOnlyList<string> CpuFlags { get; init; }

    /// <summary>Processors that this process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Memory of the machine.</summary>
    public required long MemoryMiB { get; init; }

    /// <summary>The operating system.</summary>
    public required string Os { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>Settings of the runtime that were changed from outside.</summary>
    public required IReadOnlyDictionary<string, string> RuntimeSettings { get; init; }

    /// <summary>Name, version and compiler of the native library; null when it is missing.</summary>
    public string? Compiler { get; init; }

    /// <summary>The levels of the native library that this CPU has.</summary>
    public required IReadOnlyList<string> NativeLevels { get; init; }

    /// <summary>The device's name and its own words.</summary>
    public required string Device { get; init; }

    /// <summary>The level that was measured.</summary>
    public required string Isa { get; init; }

    /// <summary>Where the inputs come from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether sizes were the small ones.</summary>
    public required bool Quick { get; init; }

    /// <summary>Runnable threads of the machine before the run, averaged over 1, 5 and 15 minutes; empty where there
    /// is no such thing.</summary>
    public required IReadOnlyList<double> LoadAverage { get; init; }

    /// <summary>What peakMiB means here.</summary>
    public required string PeakMemory { get; init; }

    /// <summary>The product that ratios refer to.</summary>
    public required YardstickFacts Yardstick { get; init; }
}

/// <summary>The field product that ratios refer to, over the whole run.</summary>
/// <param name="Kernel">Which product.</param>
/// <param name="Isa">At which level of the native library; null without it.</param>
/// <param name="NsPerProduct">Median of all samples, CPU nanoseconds.</param>
/// <param name="Min">The least sample.</param>
/// <param name="Max">The greatest sample: far from the least, the machine was not steady.</param>
internal sealed record YardstickFacts(string Kernel, string? Isa, double NsPerProduct, double Min, double Max);
