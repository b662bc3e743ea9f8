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

    private static FieldKernel<TLanes, TVector> Kernel => FieldKernel<TLanes, TVector>.Scalars;

    /// <inheritdoc/>
    public override int Pointwise(FrOperation operation, FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> r)
    {
        using AlignedBuffer<TVector> memory = FieldKernel<TLanes, TVector>.Allocate(2);
        TVector* x = memory.Memory.Pointer;
        TVector* y = x + Size;
        byte** at = stackalloc byte*[TLanes.Count];
        int i = 0;
        for (; i <= r.Length - TLanes.Count; i += TLanes.Count)
        {
            Read(x, at, a.Pointer + i);
            Read(y, at, b.Pointer + i);
            switch (operation)
            {
                case FrOperation.Add:
                    FieldKernel<TLanes, TVector>.Add(x, x, y);
                    break;
                case FrOperation.Subtract:
                    FieldKernel<TLanes, TVector>.Subtract(x, x, y);
                    break;
                default:
                    Kernel.Multiply(x, x, y); // 32p·32p: at most (32·32/169 + 1.5)p
                    break;
            }

            Write(r.Pointer + i, at, x);
        }

        return i;
    }

    /// <inheritdoc/>
    public override int MultiplySubtract(
        FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> c, FixedMemory<Fr> r)
    {
        using AlignedBuffer<TVector> memory = FieldKernel<TLanes, TVector>.Allocate(2);
        TVector* x = memory.Memory.Pointer;
        TVector* y = x + Size;
        byte** at = stackalloc byte*[TLanes.Count];
        int i = 0;
        for (; i <= r.Length - TLanes.Count; i += TLanes.Count)
        {
            Read(x, at, a.Pointer + i);
            Read(y, at, b.Pointer + i);
            Kernel.Multiply(x, x, y);
            Read(y, at, c.Pointer + i);
            FieldKernel<TLanes, TVector>.Subtract(x, x, y);
            Write(r.Pointer + i, at, x);
        }

        return i;
    }

    /// <inheritdoc/>
    public override int Scale(in Fr factor, FixedMemory<Fr> a, FixedMemory<Fr> r)
    {
        using AlignedBuffer<TVector> memory = FieldKernel<TLanes, TVector>.Allocate(2);
        TVector* x = memory.Memory.Pointer;
        TVector* y = x + Size;
        Fr copy = factor;
        byte** at = stackalloc byte*[TLanes.Count];
        LaneAddresses.Set(at, TLanes.Count, &copy, 0);
        Kernel.Load(y, at);
        int i = 0;
        for (; i <= r.Length - TLanes.Count; i += TLanes.Count)
        {
            Read(x, at, a.Pointer + i);
            Kernel.Multiply(x, x, y);
            Write(r.Pointer + i, at, x);
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

    private static void Read(TVector* block, byte** at, Fr* first)
    {
        LaneAddresses.Set(at, TLanes.Count, first, 1);
        Kernel.Load(block, at);
    }

    private static void Write(Fr* first, byte** at, TVector* block)
    {
        LaneAddresses.Set(at, TLanes.Count, first, 1);
        Kernel.Store(at, block);
    }
}
