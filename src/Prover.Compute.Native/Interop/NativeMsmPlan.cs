using System.Runtime.InteropServices;

namespace Prover.Compute.Native;

/// <summary>How a multi-scalar multiplication is cut into windows (struct prover_msm_plan).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeMsmPlan
{
    private readonly ulong _count;
    private readonly uint _group;
    private readonly uint _windowBits;
    private readonly uint _windows;
    private readonly uint _reserved;

    /// <summary>Number of points.</summary>
    public int Count => (int)_count;

    /// <summary>Bits of a window.</summary>
    public int WindowBits => (int)_windowBits;

    /// <summary>Number of windows.</summary>
    public int Windows => (int)_windows;
}
