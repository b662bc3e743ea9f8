using System.Globalization;

namespace Prover.Host.Doctor;

/// <summary>How much memory this machine, or the container around the process, can still give.</summary>
internal static class MachineMemory
{
    private const string InfoFile = "/proc/meminfo";

    /// <summary>Bytes that are available now, this process's own not counted; at most the container's limit.</summary>
    /// <remarks>MemAvailable of /proc/meminfo (proc(5)); elsewhere what the runtime reports as the limit.</remarks>
    public static long Available()
    {
        long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return File.Exists(InfoFile) ? Math.Min(limit, Parse(File.ReadLines(InfoFile)) ?? limit) : limit;
    }

    /// <summary>The bytes of the line MemAvailable; null if there is none.</summary>
    public static long? Parse(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            string[] parts = line.Split((char[])[':', ' '], StringSplitOptions.RemoveEmptyEntries);
            if (parts is ["MemAvailable", string kib, "kB"])
            {
                return long.Parse(kib, NumberStyles.None, CultureInfo.InvariantCulture) * 1024;
            }
        }

        return null;
    }
}
