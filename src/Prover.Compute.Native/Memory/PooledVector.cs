using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>The memory of a vector, from a pool and back to it.</summary>
internal sealed unsafe class PooledVector : IFixedOwner<Fr>
{
    private readonly BlockPool _pool;
    private readonly int _length;
    private NativeBlock? _block;

    /// <summary>Rents room for <paramref name="length"/> elements, all zero.</summary>
    public PooledVector(BlockPool pool, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _pool = pool;
        _length = length;
        _block = pool.RentZeroed(Bytes);
    }

    /// <inheritdoc/>
    public FixedMemory<Fr> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(_block is null, this);
            return new FixedMemory<Fr>((Fr*)_block.Pointer, _length, this);
        }
    }

    private nuint Bytes => (nuint)_length * (nuint)sizeof(Fr);

    public void Dispose()
    {
        if (_block is not null)
        {
            NativeMemory.Clear(_block.Pointer, Bytes);
            _block.ZeroBytes = Bytes;
            _pool.Return(_block);
            _block = null;
        }
    }
}
