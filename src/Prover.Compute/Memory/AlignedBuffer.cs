using System.Runtime.InteropServices;

namespace Prover.Compute;

/// <summary>Zeroed unmanaged memory on a 64-byte boundary that is cleared again when it is given back.</summary>
/// <remarks>May hold secrets: <see cref="Dispose"/> overwrites it with zeros. The finalizer does the same for a
/// forgotten buffer.</remarks>
/// <typeparam name="T">A type without references.</typeparam>
public sealed unsafe class AlignedBuffer<T> : IFixedOwner<T>
    where T : unmanaged
{
    /// <summary>Alignment of the first value: one cache line.</summary>
    public const int Alignment = 64;

    private T* _pointer;

    /// <summary>Allocates <paramref name="length"/> values, all bytes zero.</summary>
    /// <exception cref="OutOfMemoryException">The system refuses.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = Bytes(length);
        _pointer = (T*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(_pointer, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    /// <summary>Clears and frees what was forgotten.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>The memory.</summary>
    /// <exception cref="ObjectDisposedException">It was given back.</exception>
    public FixedMemory<T> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer == null, this);
            return new FixedMemory<T>(_pointer, Length, this);
        }
    }

    /// <summary>The memory as a span.</summary>
    public Span<T> Span => Memory.Span;

    /// <summary>A buffer with a copy of <paramref name="values"/>.</summary>
    public static AlignedBuffer<T> From(ReadOnlySpan<T> values)
    {
        var buffer = new AlignedBuffer<T>(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    /// <summary>Clears the memory and gives it back.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static nuint Bytes(int length) => checked(Math.Max((nuint)length * (nuint)sizeof(T), Alignment));

    private void Free()
    {
        if (_pointer == null)
        {
            return;
        }

        nuint bytes = Bytes(Length);
        NativeMemory.Clear(_pointer, bytes);
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        GC.RemoveMemoryPressure((long)bytes);
    }
}
