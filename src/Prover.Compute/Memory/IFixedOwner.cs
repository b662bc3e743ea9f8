namespace Prover.Compute;

/// <summary>Memory at a fixed address that somebody owns; cleared when disposed.</summary>
/// <typeparam name="T">A type without references.</typeparam>
public interface IFixedOwner<T> : IDisposable
    where T : unmanaged
{
    /// <summary>The memory, with this as its owner.</summary>
    /// <exception cref="ObjectDisposedException">It was given back.</exception>
    FixedMemory<T> Memory { get; }
}
