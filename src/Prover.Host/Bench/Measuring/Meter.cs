using System.Diagnostics;

namespace Prover.Host.Bench.Measuring;

/// <summary>Measures one stretch of work of this process.</summary>
internal static class Meter
{
    /// <summary>Runs it and says what it took.</summary>
    /// <remarks>
    /// CPU time is that of all threads of the process, user and system, in steps of a microsecond (getrusage): also
    /// what the runtime does meanwhile counts, since a user pays for it. Garbage of the time before is collected
    /// first, so that it neither costs time in the stretch nor stands in its peak.
    /// </remarks>
    public static RunCost Measure(Action work)
    {
        GC.Collect();
        ResidentMemory.ResetPeak();
        double start = ResidentMemory.Read().Resident;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long wall = Stopwatch.GetTimestamp();
        work();
        double wallMs = Stopwatch.GetElapsedTime(wall).TotalMilliseconds;
        double cpuMs = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
        MemoryUse end = ResidentMemory.Read();
        return new RunCost(cpuMs, wallMs, start, end.Peak, end.MappedFiles);
    }
}

/// <summary>What a stretch of work took.</summary>
/// <param name="CpuMs">Milliseconds of CPU time, all threads.</param>
/// <param name="WallMs">Milliseconds that passed.</param>
/// <param name="StartMiB">Memory in RAM before it.</param>
/// <param name="PeakMiB">The most memory in RAM; of the whole process so far where the peak cannot be reset.</param>
/// <param name="MappedMiB">The part of the memory in RAM that shows files, at the end.</param>
internal readonly record struct RunCost(
    double CpuMs, double WallMs, double StartMiB, double PeakMiB, double MappedMiB);
