using System.Runtime.InteropServices;

namespace Prover.Compute.Native;

/// <summary>Scratch or a table of the native library: aligned, backed by huge pages where the system has them, cleared
/// when it is given back.</summary>
/// <remarks>Not zeroed on allocation: the kernels do not expect it.</remarks>
internal sealed unsafe partial class NativeBlock : IDisposable
{
    private const nuint Alignment = 64;
    private const nuint HugePage = 2 << 20;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE of Linux

    /// <summary>Allocates at least one cache line.</summary>
    /// <exception cref="OutOfMemoryException">The system refuses.</exception>
    public NativeBlock(nuint bytes)
    {
        Bytes = Math.Max(bytes, Alignment);
        bool huge = Bytes >= 2 * HugePage;
        Pointer = (byte*)NativeMemory.AlignedAlloc(Bytes, huge ? HugePage : Alignment);
        if (huge && OperatingSystem.IsLinux())
        {
            // Only advice: random access to points and buckets then misses the TLB less often. Failure changes nothing.
            _ = madvise(Pointer, Bytes / HugePage * HugePage, AdviseHugePages);
        }
    }

    ~NativeBlock() => Free();

    /// <summary>The first byte, on a 64-byte boundary; null after <see cref="Dispose"/>.</summary>
    public byte* Pointer { get; private set; }

    /// <summary>Size.</summary>
    public nuint Bytes { get; }

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
            NativeMemory.Clear(Pointer, Bytes);
            NativeMemory.AlignedFree(Pointer);
            Pointer = null;
        }
    }
}
