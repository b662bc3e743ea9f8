using System.Globalization;

namespace Prover.Host.Doctor;

/// <summary>Looks at the folder of the job table and of the blocks.</summary>
internal static class StoreFindings
{
    /// <summary>Less free space than this refuses: some dozens of the longest blocks, and the table's log.</summary>
    public const long LeastFree = 1L << 30;

    /// <summary>Whether the folder can be written and has room. Nothing stays behind; a missing folder is not
    /// made.</summary>
    public static Finding Look(string folder)
    {
        string path = Path.GetFullPath(folder);
        string existing = path;
        while (!Directory.Exists(existing) && !File.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        string probe = Path.Combine(existing, $".prover-doctor-{Environment.ProcessId}");
        try
        {
            using (FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096,
                FileOptions.DeleteOnClose))
            {
                file.Write(new byte[4096]);
                file.Flush(flushToDisk: true);
            }

            long free = new DriveInfo(existing).AvailableFreeSpace;
            string text = string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: writable{(existing == path ? "" : ", not made yet")}, {free >> 20:N0} MiB free");
            return free >= LeastFree
                ? new Finding("store", true, text)
                : new Finding("store", false, $"{text}, expected {LeastFree >> 20} MiB", "make room on this disk");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Finding(
                "store", false, $"{path}: expected to be able to write there: {failure.Message}",
                "choose another Store:Folder or its rights");
        }
    }
}
