using System.Diagnostics;

namespace Prover.Store.Tests;

/// <summary>A file system of a few hundred KiB in memory, mounted on a folder and unmounted when disposed.</summary>
internal sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<string?> Hindrance = new(Try);

    /// <summary>Mounts it.</summary>
    public SmallDisk(string folder, int kibiBytes)
    {
        Path = Directory.CreateDirectory(folder).FullName;
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={kibiBytes}k,nr_inodes=1000", "prover-store-test", Path))
        {
            throw new IOException("mount failed");
        }
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? WhyNot => Hindrance.Value;

    public void Dispose()
    {
        // Lazily if somebody still has a file open: it is gone from the tree in any case.
        if (!Run("umount", Path))
        {
            _ = Run("umount", "-l", Path);
        }
    }

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "needs the right to mount a small file system: root on Linux";
        }

        using TemporaryFolder folder = new();
        try
        {
            using SmallDisk disk = new(folder["disk"], kibiBytes: 64);
            return null;
        }
        catch (Exception error) when (error is IOException or System.ComponentModel.Win32Exception)
        {
            return "a small file system cannot be mounted here";
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        ProcessStartInfo info = new(program, arguments) { RedirectStandardError = true };
        using Process process = Process.Start(info)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
