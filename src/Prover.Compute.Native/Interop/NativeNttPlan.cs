using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Prover.Compute.Native;

/// <summary>A transform cut into stages of independent tasks (struct prover_ntt_plan).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeNttPlan
{
    private readonly uint _log;
    private readonly uint _flags;
    private readonly uint _stages;
    private readonly uint _reserved;
    private readonly TaskCounts _tasks;
    private readonly ulong _scratchBytes;

    /// <summary>log₂ of the length.</summary>
    public int Log => (int)_log;

    /// <summary>Number of stages, to be run one after another.</summary>
    public int Stages => (int)_stages;

    /// <summary>Scratch of one concurrent call.</summary>
    public nuint ScratchBytes => (nuint)_scratchBytes;

    /// <summary>Number of tasks of a stage, which may run in any order and at the same time.</summary>
    public int Tasks(int stage) => (int)_tasks[stage];

    [InlineArray(8)]
    private struct TaskCounts
    {
        private ulong _first;
    }
}
