namespace Prover.Compute;

/// <summary>A run of values at a fixed address: unmanaged memory, a mapped file, or a part of either.</summary>
/// <remarks>
/// The reference to <see cref="Owner"/> keeps the memory from being collected, not from being disposed: whoever
/// disposes the owner first sees to it that nobody uses the memory any more. Never put the address of a movable
/// array in here.
/// </remarks>
/// <typeparam name="T">A type without references.</typeparam>
public readonly unsafe struct FixedMemory<T>
    where T : unmanaged
{
    /// <summary>Describes <paramref name="length"/> values from <paramref name="pointer"/> on.</summary>
    public FixedMemory(T* pointer, int length, object? owner)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Pointer = pointer;
        Length = length;
        Owner = owner;
    }

    /// <summary>Address of the first value; may be null when the length is 0.</summary>
    public T* Pointer { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>What the memory belongs to.</summary>
    public object? Owner { get; }

    /// <summary>The values as a span.</summary>
    public Span<T> Span => new(Pointer, Length);

    /// <summary>A part of the memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie inside.</exception>
    public FixedMemory<T> Slice(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return new FixedMemory<T>(Pointer + offset, length, Owner);
    }
}
