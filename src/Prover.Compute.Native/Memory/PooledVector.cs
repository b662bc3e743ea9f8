using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>The memory of a vector, from a pool and back to it.</summary>
internal sealed unsafe class PooledVector : IFixedOwner<Fr>
{
    private readonly BlockPool _pool;
    private readonly int _length;
    private NativeBlock? _block;

    /// <summary>Rents and clears room for <paramref name="length"/> elements.</summary>
    public PooledVector(BlockPool pool, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _pool = pool;
        _length = length;
        _block = pool.Rent((nuint)length * (nuint)sizeof(Fr));
        Clear();
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

    public void Dispose()
    {
        if (_block is not null)
        {
            Clear();
            _pool.Return(_block);
            _block = null;
        }
    }

    private void Clear() => new Span<Fr>(_block!.Pointer, _length).Clear();
}
