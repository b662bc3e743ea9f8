using Prover.Algebra;

namespace Prover.Compute;

/// <summary>What every device in the memory of this process shares: handles, argument checks, copies.</summary>
/// <remarks>
/// The public methods check and unwrap, once for all CPU devices; the <c>…Core</c> methods that a device supplies
/// get plain memory of lengths that fit and need not check again. Nothing here starts threads: the cores cut their
/// work with <see cref="ComputeBudget"/>.
/// </remarks>
public abstract partial class CpuDevice : IComputeDevice
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public virtual ResidentFrVector AllocateFr(int length) => new CpuFrVector(this, new AlignedBuffer<Fr>(length));

    /// <inheritdoc/>
    public ResidentFrVector LoadFr(FixedMemory<Fr> values) => new CpuFrVector(this, values);

    /// <inheritdoc/>
    public void Upload(ReadOnlySpan<Fr> source, ResidentFrVector destination)
    {
        FixedMemory<Fr> memory = Unwrap(destination);
        SameLength(source.Length, memory.Length);
        source.CopyTo(memory.Span);
    }

    /// <inheritdoc/>
    public void Download(ResidentFrVector source, Span<Fr> destination)
    {
        FixedMemory<Fr> memory = Unwrap(source);
        SameLength(memory.Length, destination.Length);
        memory.Span.CopyTo(destination);
    }

    /// <inheritdoc/>
    public void Copy(ResidentFrVector source, ResidentFrVector destination)
    {
        FixedMemory<Fr> from = Unwrap(source);
        FixedMemory<Fr> to = Unwrap(destination);
        SameLength(from.Length, to.Length);
        from.Span.CopyTo(to.Span);
    }

    /// <inheritdoc/>
    public ResidentG1 LoadG1(FixedMemory<G1Affine> points) => new CpuG1(this, points);

    /// <inheritdoc/>
    public ResidentG2 LoadG2(FixedMemory<G2Affine> points) => new CpuG2(this, points);

    /// <inheritdoc/>
    public ResidentIndices LoadIndices(FixedMemory<uint> indices) => new CpuIndices(this, indices);

    /// <inheritdoc/>
    public ResidentMatrix LoadMatrix(SparseMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new CpuMatrix(this, matrix);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public virtual void Run(ComputePlan plan, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.RunInOrder(this, budget);
    }

    /// <summary>Gives back what the device keeps between calls (tables, buffers).</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>The memory of a vector of this device.</summary>
    /// <exception cref="ArgumentException">It belongs to another device.</exception>
    protected FixedMemory<Fr> Unwrap(ResidentFrVector vector) => Own<CpuFrVector>(vector).Memory;

    /// <summary>Refuses lengths that do not fit.</summary>
    protected internal static void SameLength(int expected, int found)
    {
        if (expected != found)
        {
            throw new ArgumentException($"Expected a vector of {expected} elements, found one of {found}.");
        }
    }

    /// <summary>A handle as what this device has made.</summary>
    /// <exception cref="ArgumentException">It belongs to another device.</exception>
    protected THandle Own<THandle>(Resident handle)
        where THandle : Resident
    {
        ArgumentNullException.ThrowIfNull(handle);
        return ReferenceEquals(handle.Device, this) && handle is THandle own
            ? own
            : throw new ArgumentException($"Expected a handle of device {Name}, found one of {handle.Device.Name}.");
    }
}
