using System.Diagnostics;

namespace Prover.Host.Cli;

/// <summary>The processes that this program started and that must not outlive it, by their ids.</summary>
/// <remarks>Whoever starts one stops it in the ordinary course; this is for the ends that skip it.</remarks>
internal static class ChildProcesses
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Running = [];

    static ChildProcesses()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAll();
    }

    /// <summary>A process was started.</summary>
    public static void Add(int id)
    {
        lock (Gate)
        {
            Running.Add(id);
        }
    }

    /// <summary>A process was stopped.</summary>
    public static void Remove(int id)
    {
        lock (Gate)
        {
            Running.Remove(id);
        }
    }

    /// <summary>Stops all that still run.</summary>
    public static void StopAll()
    {
        lock (Gate)
        {
            foreach (int id in Running)
            {
                Kill(id);
            }

            Running.Clear();
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(1));
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            // Had ended by itself.
        }
    }
}
