using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Blocks of 𝔽q.</summary>
internal readonly unsafe struct BaseFieldBlock<TLanes, TVector> : IFieldBlock<TVector, Fq>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    public static int Size => FieldKernel<TLanes, TVector>.Size;

    public static int Temporaries => 0;

    private static FieldKernel<TLanes, TVector> Kernel => FieldKernel<TLanes, TVector>.Coordinates;

    public static void Load(TVector* r, byte** at) => Kernel.Load(r, at);

    public static void Store(byte** at, TVector* v) => Kernel.Store(at, v);

    public static void Multiply(TVector* r, TVector* a, TVector* b, TVector* temporary) => Kernel.Multiply(r, a, b);

    public static void Square(TVector* r, TVector* a, TVector* temporary) => Kernel.Multiply(r, a, a);

    public static void Subtract(TVector* r, TVector* a, TVector* b) =>
        FieldKernel<TLanes, TVector>.Subtract(r, a, b);

    public static void Tidy(TVector* v) => Kernel.Tidy(v);
}
