using System.Runtime.CompilerServices;
using Prover.Algebra;

namespace Prover.Compute;

/// <summary>The kernels of one instruction set.</summary>
internal sealed unsafe class VectorUnit<TLanes, TVector>(string description) : VectorUnit
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    private const int Size = FieldKernel<TLanes, TVector>.Size;

    /// <inheritdoc/>
    public override string Description => description;

    /// <inheritdoc/>
    public override int MinTransformLog => VectorNtt<TLanes, TVector>.MinLog;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Multiply(FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> r)
    {
        using AlignedBuffer<TVector> memory = FieldKernel<TLanes, TVector>.Allocate(2);
        FieldKernel<TLanes, TVector> kernel = FieldKernel<TLanes, TVector>.Scalars;
        TVector* x = memory.Memory.Pointer;
        TVector* y = x + Size;
        byte** at = stackalloc byte*[TLanes.Count];
        int i = 0;
        for (; i <= r.Length - TLanes.Count; i += TLanes.Count)
        {
            LaneAddresses.Set(at, TLanes.Count, a.Pointer + i, 1);
            kernel.Load(x, at);
            LaneAddresses.Set(at, TLanes.Count, b.Pointer + i, 1);
            kernel.Load(y, at);
            kernel.Multiply(x, x, y); // 32p·32p: at most (32·32/169 + 1.5)p = 7.6p
            LaneAddresses.Set(at, TLanes.Count, r.Pointer + i, 1);
            kernel.Store(at, x);
        }

        return i;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int MultiplySubtract(
        FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> c, FixedMemory<Fr> r)
    {
        using AlignedBuffer<TVector> memory = FieldKernel<TLanes, TVector>.Allocate(2);
        FieldKernel<TLanes, TVector> kernel = FieldKernel<TLanes, TVector>.Scalars;
        TVector* x = memory.Memory.Pointer;
        TVector* y = x + Size;
        byte** at = stackalloc byte*[TLanes.Count];
        int i = 0;
        for (; i <= r.Length - TLanes.Count; i += TLanes.Count)
        {
            LaneAddresses.Set(at, TLanes.Count, a.Pointer + i, 1);
            kernel.Load(x, at);
            LaneAddresses.Set(at, TLanes.Count, b.Pointer + i, 1);
            kernel.Load(y, at);
            kernel.Multiply(x, x, y);
            LaneAddresses.Set(at, TLanes.Count, c.Pointer + i, 1);
            kernel.Load(y, at);
            FieldKernel<TLanes, TVector>.Subtract(x, x, y); // at most 7.6p above and 32p below 0
            LaneAddresses.Set(at, TLanes.Count, r.Pointer + i, 1);
            kernel.Store(at, x);
        }

        return i;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Scale(in Fr factor, FixedMemory<Fr> a, FixedMemory<Fr> r)
    {
        using AlignedBuffer<TVector> memory = FieldKernel<TLanes, TVector>.Allocate(2);
        FieldKernel<TLanes, TVector> kernel = FieldKernel<TLanes, TVector>.Scalars;
        TVector* x = memory.Memory.Pointer;
        TVector* y = x + Size;
        Fr copy = factor;
        byte** at = stackalloc byte*[TLanes.Count];
        LaneAddresses.Set(at, TLanes.Count, &copy, 0);
        kernel.Load(y, at);
        int i = 0;
        for (; i <= r.Length - TLanes.Count; i += TLanes.Count)
        {
            LaneAddresses.Set(at, TLanes.Count, a.Pointer + i, 1);
            kernel.Load(x, at);
            kernel.Multiply(x, x, y);
            LaneAddresses.Set(at, TLanes.Count, r.Pointer + i, 1);
            kernel.Store(at, x);
        }

        return i;
    }

    /// <inheritdoc/>
    public override void Transform(
        FixedMemory<Fr> data, FixedMemory<Fr> spare, int log, NttDirection direction, in Fr shift,
        ComputeBudget budget) =>
        new VectorNtt<TLanes, TVector>(data, spare, log, direction, in shift).Run(budget);

    /// <inheritdoc/>
    public override BatchAdder<G1Affine, Fq> AdderG1() =>
        new VectorAdder<TLanes, TVector, G1Affine, Fq, BaseFieldBlock<TLanes, TVector>>();

    /// <inheritdoc/>
    public override BatchAdder<G2Affine, Fq2> AdderG2() =>
        new VectorAdder<TLanes, TVector, G2Affine, Fq2, QuadraticBlock<TLanes, TVector>>();
}
