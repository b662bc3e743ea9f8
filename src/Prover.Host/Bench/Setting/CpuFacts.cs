using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Prover.Host.Bench.Setting;

/// <summary>What CPU this is.</summary>
/// <param name="Model">Its name, with family, model and stepping where the system tells.</param>
/// <param name="Flags">Which of the instruction sets that the kernels know it has.</param>
internal sealed record CpuFacts(string Model, IReadOnlyList<string> Flags)
{
    private const string InfoFile = "/proc/cpuinfo";

    /// <summary>The instruction sets that kernels are chosen by.</summary>
    private static readonly string[] Known =
        ["bmi2", "adx", "avx2", "avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512ifma"];

    /// <summary>The level of vectors that managed code runs at in this process: avx512, avx2 or scalar.</summary>
    public static string ManagedLevel => Avx512F.IsSupported ? "avx512" : Avx2.IsSupported ? "avx2" : "scalar";

    /// <summary>Asks the system.</summary>
    public static CpuFacts Read()
    {
        return File.Exists(InfoFile)
            ? Parse(File.ReadLines(InfoFile))
            : new CpuFacts(RuntimeInformation.ProcessArchitecture.ToString(), [ManagedLevel]);
    }

    /// <summary>Reads the first processor of /proc/cpuinfo.</summary>
    public static CpuFacts Parse(IEnumerable<string> lines)
    {
        Dictionary<string, string> first = new(StringComparer.Ordinal);
        foreach (string line in lines.TakeWhile(line => line.Length > 0))
        {
            string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2)
            {
                first[parts[0]] = parts[1];
            }
        }

        string model = first.GetValueOrDefault("model name", "unknown");
        string[] flags = first.GetValueOrDefault("flags", "").Split(' ');
        return new CpuFacts(model + Numbers(first), [.. Known.Intersect(flags)]);
    }

    private static string Numbers(Dictionary<string, string> processor)
    {
        return processor.TryGetValue("cpu family", out string? family)
            ? $" (family {family}, model {processor.GetValueOrDefault("model", "?")},"
                + $" stepping {processor.GetValueOrDefault("stepping", "?")})"
            : "";
    }
}
