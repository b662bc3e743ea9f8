using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using Prover.Compute;
using Prover.Compute.Native;
using Prover.Host.Bench.Measuring;
using Prover.Host.Bench.Report;

namespace Prover.Host.Bench.Setting;

/// <summary>Collects what stands in the environment of a report.</summary>
internal static class EnvironmentFacts
{
    /// <summary>The environment before the first measurement; the yardstick is added after the last.</summary>
    public static Func<YardstickFacts, BenchEnvironment> Read(
        IComputeDevice device, string isa, ulong seed, bool quick)
    {
        CpuFacts cpu = CpuFacts.Read();
        BuildFacts build = BuildFacts.Read();
        bool native = NativeLibraryLoader.Load().IsLoaded;
        string date = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        IReadOnlyList<double> load = LoadAverage();
        return yardstick => new BenchEnvironment
        {
            Date = date,
            Commit = build.Commit,
            Dirty = build.Dirty,
            Cpu = cpu.Model,
            CpuFlags = cpu.Flags,
            Cores = Environment.ProcessorCount,
            MemoryMiB = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
            Os = RuntimeInformation.OSDescription,
            Runtime = RuntimeInformation.FrameworkDescription,
            RuntimeSettings = RuntimeSettings(),
            Compiler = native ? NativeInfo.BuildInfo : null,
            NativeLevels = native ? [.. NativeInfo.AvailableIsas.Select(NativeLevels.NameOf)] : [],
            Device = device.Description,
            Isa = isa,
            Seed = seed,
            Quick = quick,
            LoadAverage = load,
            PeakMemory = ResidentMemory.CanReset
                ? "of each run: the kernel's peak is reset before it"
                : "of the process so far: this system does not reset it",
            Yardstick = yardstick,
        };
    }

    /// <summary>The three numbers of /proc/loadavg.</summary>
    private static IReadOnlyList<double> LoadAverage()
    {
        const string File = "/proc/loadavg";
        return System.IO.File.Exists(File)
            ? [.. System.IO.File.ReadAllText(File).Split(' ').Take(3)
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture))]
            : [];
    }

    /// <summary>Variables that switch the runtime's compiler or collector to something else.</summary>
    private static SortedDictionary<string, string> RuntimeSettings()
    {
        SortedDictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            string name = (string)entry.Key;
            string[] starts = ["DOTNET_Enable", "DOTNET_Tiered", "DOTNET_TC_", "DOTNET_ReadyToRun", "DOTNET_gc"];
            if (Array.Exists(starts, start => name.StartsWith(start, StringComparison.Ordinal)))
            {
                settings[name] = (string?)entry.Value ?? "";
            }
        }

        return settings;
    }
}
