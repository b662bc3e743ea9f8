using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Prover.Host.Bench.Measuring;

/// <summary>How much memory of this process lies in RAM, and the most that did since the last reset.</summary>
/// <remarks>
/// Linux keeps the peak (VmHWM of /proc/self/status) and takes it back to the present size when 5 is written to
/// /proc/self/clear_refs (proc(5)). Where that is not allowed the peak is that of the whole process so far, and
/// <see cref="CanReset"/> says so.
/// </remarks>
internal static partial class ResidentMemory
{
    private const string StatusFile = "/proc/self/status";
    private const string ResetFile = "/proc/self/clear_refs";

    /// <summary>Whether the peak can be taken back, so that each run has one of its own.</summary>
    public static bool CanReset { get; } = TryReset();

    /// <summary>Takes the peak back to the present size, where possible.</summary>
    public static void ResetPeak()
    {
        if (CanReset)
        {
            TryReset();
        }
    }

    /// <summary>Collects garbage and gives free memory back to the system, so that the peak of what follows is its
    /// own.</summary>
    /// <remarks>What follows has to ask for the memory again: a run whose time counts is not trimmed before.</remarks>
    public static void Trim()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = malloc_trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc; it keeps what it keeps.
        }
    }

    /// <summary>The sizes now.</summary>
    public static MemoryUse Read()
    {
        if (File.Exists(StatusFile))
        {
            return Parse(File.ReadLines(StatusFile));
        }

        using Process process = Process.GetCurrentProcess();
        return new MemoryUse(MiB(process.WorkingSet64), MiB(process.PeakWorkingSet64), 0);
    }

    /// <summary>Reads the lines of /proc/self/status; what is missing is 0.</summary>
    public static MemoryUse Parse(IEnumerable<string> lines)
    {
        double resident = 0, peak = 0, files = 0;
        foreach (string line in lines)
        {
            string[] parts = line.Split((char[])[':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            string number = parts.Length > 1 ? parts[1] : "";
            if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long kib))
            {
                continue;
            }

            switch (parts[0])
            {
                case "VmRSS":
                    resident = kib / 1024.0;
                    break;
                case "VmHWM":
                    peak = kib / 1024.0;
                    break;
                case "RssFile":
                    files = kib / 1024.0;
                    break;
            }
        }

        return new MemoryUse(resident, peak, files);
    }

    private static double MiB(long bytes) => bytes / (1024.0 * 1024.0);

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint pad);

    private static bool TryReset()
    {
        try
        {
            File.WriteAllText(ResetFile, "5");
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <summary>Memory of the process that lies in RAM, in MiB.</summary>
/// <param name="Resident">Now.</param>
/// <param name="Peak">The most since the last reset.</param>
/// <param name="MappedFiles">The part of <paramref name="Resident"/> that shows files: program and proving key.</param>
internal readonly record struct MemoryUse(double Resident, double Peak, double MappedFiles);
