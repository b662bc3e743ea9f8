using System.Runtime.InteropServices;

namespace Prover.Compute.Native;

/// <summary>Scratch or a table of the native library: aligned, backed by huge pages where the system has them, cleared
/// when it is given back.</summary>
/// <remarks>Not zeroed on allocation: the kernels do not expect it.</remarks>
internal sealed unsafe partial class NativeBlock : IDisposable
{
    /// <summary>Size of a huge page.</summary>
    public const nuint HugePage = 2 << 20;

    private const nuint Alignment = 64;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE of Linux

    /// <summary>Allocates at least one cache line, and whole huge pages from half of one on.</summary>
    /// <exception cref="OutOfMemoryException">The system refuses.</exception>
    public NativeBlock(nuint bytes)
    {
        bool huge = bytes >= HugePage / 2;
        nuint unit = huge ? HugePage : Alignment;
        Bytes = (Math.Max(bytes, 1) + unit - 1) / unit * unit;
        Pointer = (byte*)NativeMemory.AlignedAlloc(Bytes, unit);
        if (huge && OperatingSystem.IsLinux())
        {
            // Only advice: random access to points and buckets then misses the TLB less often. Failure changes nothing.
            _ = madvise(Pointer, Bytes, AdviseHugePages);
        }
    }

    ~NativeBlock() => Free();

    /// <summary>The first byte, on a 64-byte boundary; null after <see cref="Dispose"/>.</summary>
    public byte* Pointer { get; private set; }

    /// <summary>Size.</summary>
    public nuint Bytes { get; }

    /// <summary>True when something secret may be left in it.</summary>
    public bool MayHoldSecrets { get; set; }

    /// <summary>That many bytes at the beginning are known to be zero.</summary>
    public nuint ZeroBytes { get; set; }

    /// <summary>Overwrites everything with zeros.</summary>
    public void Clear()
    {
        NativeMemory.Clear(Pointer, Bytes);
        MayHoldSecrets = false;
        ZeroBytes = Bytes;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int madvise(void* address, nuint length, int advice);

    private void Free()
    {
        if (Pointer != null)
        {
            Clear();
            NativeMemory.AlignedFree(Pointer);
            Pointer = null;
        }
    }
}
