using Prover.Algebra;

namespace Prover.Compute;

/// <summary>A vector of a CPU device: plain memory, Montgomery form with R = 2^256.</summary>
public sealed class CpuFrVector : ResidentFrVector
{
    private readonly IFixedOwner<Fr>? _owned;
    private readonly FixedMemory<Fr> _memory;

    /// <summary>A vector in memory that it disposes with itself.</summary>
    public CpuFrVector(CpuDevice device, IFixedOwner<Fr> owned)
        : base(device, owned.Memory.Length)
    {
        _owned = owned;
        _memory = owned.Memory;
    }

    /// <summary>A vector in memory that belongs to somebody else, or a part of one.</summary>
    public CpuFrVector(CpuDevice device, FixedMemory<Fr> memory)
        : base(device, memory.Length) => _memory = memory;

    /// <summary>The elements.</summary>
    /// <exception cref="ObjectDisposedException">The handle, or the buffer it is a view of, was disposed.</exception>
    public FixedMemory<Fr> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _memory.Owner is IFixedOwner<Fr> owner ? CheckAlive(owner) : _memory;
        }
    }

    /// <inheritdoc/>
    public override ResidentFrVector Slice(int offset, int length) =>
        new CpuFrVector((CpuDevice)Device, Memory.Slice(offset, length));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _owned?.Dispose();
        }

        base.Dispose(disposing);
    }

    private FixedMemory<Fr> CheckAlive(IFixedOwner<Fr> owner)
    {
        _ = owner.Memory; // throws once the buffer was given back
        return _memory;
    }
}

/// <summary>Points of a CPU device, in the memory that they were loaded from.</summary>
/// <remarks>Disposing forgets the memory; it belongs to whoever loaded the points.</remarks>
public sealed class CpuG1 : ResidentG1
{
    private readonly FixedMemory<G1Affine> _memory;

    /// <summary>Wraps points.</summary>
    public CpuG1(CpuDevice device, FixedMemory<G1Affine> memory)
        : base(device, memory.Length) => _memory = memory;

    /// <summary>The points.</summary>
    /// <exception cref="ObjectDisposedException">The handle was disposed.</exception>
    public FixedMemory<G1Affine> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _memory;
        }
    }
}

/// <summary>Points of a CPU device, in the memory that they were loaded from.</summary>
/// <remarks>Disposing forgets the memory; it belongs to whoever loaded the points.</remarks>
public sealed class CpuG2 : ResidentG2
{
    private readonly FixedMemory<G2Affine> _memory;

    /// <summary>Wraps points.</summary>
    public CpuG2(CpuDevice device, FixedMemory<G2Affine> memory)
        : base(device, memory.Length) => _memory = memory;

    /// <summary>The points.</summary>
    /// <exception cref="ObjectDisposedException">The handle was disposed.</exception>
    public FixedMemory<G2Affine> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _memory;
        }
    }
}

/// <summary>Positions of a CPU device, in the memory that they were loaded from.</summary>
public sealed class CpuIndices : ResidentIndices
{
    private readonly FixedMemory<uint> _memory;

    /// <summary>Wraps positions.</summary>
    public CpuIndices(CpuDevice device, FixedMemory<uint> memory)
        : base(device, memory.Length) => _memory = memory;

    /// <summary>The positions.</summary>
    /// <exception cref="ObjectDisposedException">The handle was disposed.</exception>
    public FixedMemory<uint> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _memory;
        }
    }
}

/// <summary>A matrix of a CPU device, in the memory that it was loaded from.</summary>
public sealed class CpuMatrix : ResidentMatrix
{
    private readonly SparseMatrix _matrix;

    /// <summary>Wraps a matrix.</summary>
    public CpuMatrix(CpuDevice device, SparseMatrix matrix)
        : base(device, matrix.Rows, matrix.Columns) => _matrix = matrix;

    /// <summary>The matrix.</summary>
    /// <exception cref="ObjectDisposedException">The handle was disposed.</exception>
    public SparseMatrix Matrix
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _matrix;
        }
    }
}
