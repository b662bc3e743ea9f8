using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Blocks of 𝔽q²: the block of c₀, then that of c₁.</summary>
internal readonly unsafe struct QuadraticBlock<TLanes, TVector> : IFieldBlock<TVector, Fq2>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    private const int Half = FieldKernel<TLanes, TVector>.Size;

    public static int Size => 2 * Half;

    public static int Temporaries => 3 * Half;

    private static FieldKernel<TLanes, TVector> Kernel => FieldKernel<TLanes, TVector>.Coordinates;

    public static void Load(TVector* r, byte** at)
    {
        Kernel.Load(r, at);
        Move(at, sizeof(Fq));
        Kernel.Load(r + Half, at);
        Move(at, -sizeof(Fq));
    }

    public static void Store(byte** at, TVector* v)
    {
        Kernel.Store(at, v);
        Move(at, sizeof(Fq));
        Kernel.Store(at, v + Half);
        Move(at, -sizeof(Fq));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Karatsuba, as <see cref="Fq2"/>. Each of the three products has an error of [0, 1.5q) against the exact quotient
    /// by R': c₀ is (a₀b₀ − a₁b₁)/R' ± 1.5q, c₁ is (a₀b₁ + a₁b₀)/R' + 1.5q or −3q at the ends.
    /// </remarks>
    public static void Multiply(TVector* r, TVector* a, TVector* b, TVector* temporary)
    {
        TVector* sum = temporary;
        TVector* cross = temporary + Half;
        TVector* high = temporary + (2 * Half);
        FieldKernel<TLanes, TVector>.Add(cross, b, b + Half);
        Kernel.Tidy(cross);
        FieldKernel<TLanes, TVector>.Add(sum, a, a + Half); // limbs up to 2.4·2^29
        Kernel.Multiply(cross, sum, cross);
        Kernel.Multiply(high, a + Half, b + Half);
        Kernel.Multiply(r, a, b);
        FieldKernel<TLanes, TVector>.Subtract(cross, cross, r);
        FieldKernel<TLanes, TVector>.Subtract(r + Half, cross, high);
        FieldKernel<TLanes, TVector>.Subtract(r, r, high);
        Tidy(r);
    }

    /// <inheritdoc/>
    /// <remarks>(a₀ + a₁)(a₀ − a₁) + 2a₀a₁·u.</remarks>
    public static void Square(TVector* r, TVector* a, TVector* temporary)
    {
        TVector* difference = temporary;
        FieldKernel<TLanes, TVector>.Subtract(difference, a, a + Half);
        Kernel.Tidy(difference);
        FieldKernel<TLanes, TVector>.Add(r, a, a + Half); // limbs up to 2.1·2^29
        Kernel.Multiply(r, r, difference);
        Kernel.Multiply(r + Half, a, a + Half);
        FieldKernel<TLanes, TVector>.Add(r + Half, r + Half, r + Half);
    }

    public static void Subtract(TVector* r, TVector* a, TVector* b)
    {
        FieldKernel<TLanes, TVector>.Subtract(r, a, b);
        FieldKernel<TLanes, TVector>.Subtract(r + Half, a + Half, b + Half);
    }

    public static void Tidy(TVector* v)
    {
        Kernel.Tidy(v);
        Kernel.Tidy(v + Half);
    }

    private static void Move(byte** at, int bytes)
    {
        for (int i = 0; i < TLanes.Count; i++)
        {
            at[i] += bytes;
        }
    }
}
