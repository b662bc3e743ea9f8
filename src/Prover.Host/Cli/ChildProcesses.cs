using System.ComponentModel;
using System.Diagnostics;

namespace Prover.Host.Cli;

/// <summary>The processes that this program started and that must not outlive it.</summary>
internal static class ChildProcesses
{
    private static readonly Lock Gate = new();
    private static readonly List<Process> Running = [];

    static ChildProcesses()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAll();
    }

    /// <summary>Starts a process that is stopped with this one at the latest.</summary>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public static Process Start(ProcessStartInfo info)
    {
        lock (Gate)
        {
            try
            {
                Process process = Process.Start(info) ?? throw new Win32Exception("nothing was started");
                Running.Add(process);
                return process;
            }
            catch (Win32Exception failure)
            {
                throw new CommandException(ExitCode.Usage, $"cannot start {info.FileName}: {failure.Message}", failure);
            }
        }
    }

    /// <summary>Stops one process and waits until it is gone.</summary>
    public static void Stop(Process process)
    {
        lock (Gate)
        {
            if (Running.Remove(process))
            {
                Kill(process);
            }
        }
    }

    /// <summary>Stops all of them, by their ids.</summary>
    public static void StopAll()
    {
        lock (Gate)
        {
            Running.ForEach(Kill);
            Running.Clear();
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(2));
        }
        catch (InvalidOperationException)
        {
            // Had ended by itself.
        }
        finally
        {
            process.Dispose();
        }
    }
}
