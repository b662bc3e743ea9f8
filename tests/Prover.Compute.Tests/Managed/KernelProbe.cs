using System.Numerics;
using Prover.Algebra;

namespace Prover.Compute.Tests;

/// <summary>The kernels of one instruction set, one element per lane, on limbs and on elements in memory.</summary>
internal abstract class KernelProbe
{
    public const int Limbs = 9;

    public const int LimbBits = 29;

    public abstract int Lanes { get; }

    /// <summary>Σ limbᵢ·2^(29i).</summary>
    public static BigInteger Value(long[] limbs)
    {
        BigInteger value = 0;
        for (int i = Limbs - 1; i >= 0; i--)
        {
            value = (value << LimbBits) + limbs[i];
        }

        return value;
    }

    /// <summary>A number as tidy limbs: 0 … 7 in [0, 2^29), the sign in limb 8.</summary>
    public static long[] Split(BigInteger value)
    {
        long[] limbs = new long[Limbs];
        for (int i = 0; i < Limbs - 1; i++)
        {
            limbs[i] = (long)(value & ((1 << LimbBits) - 1));
            value >>= LimbBits;
        }

        limbs[Limbs - 1] = (long)value;
        return limbs;
    }

    public abstract long[][] Multiply(bool scalars, long[][] a, long[][] b);

    /// <summary>u, then v.</summary>
    public abstract (long[][] U, long[][] V) Butterfly(long[][] u, long[][] v, long[] factor);

    public abstract long[][] Tidy(long[][] a);

    public abstract long[][] Load(Fr[] values);

    public abstract Fr[] Store(long[][] a);

    public abstract Fq[] StoreCoordinates(long[][] a);

    /// <summary>a·b and b² in 𝔽q², through memory.</summary>
    public abstract (Fq2[] Product, Fq2[] Square) Quadratic(Fq2[] a, Fq2[] b);
}

/// <inheritdoc/>
internal sealed unsafe class KernelProbe<TLanes, TVector> : KernelProbe
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    private readonly AlignedBuffer<TVector> _memory = FieldKernel<TLanes, TVector>.Allocate(12);

    public override int Lanes => TLanes.Count;

    private static FieldKernel<TLanes, TVector> Kernel => FieldKernel<TLanes, TVector>.Scalars;

    public override long[][] Multiply(bool scalars, long[][] a, long[][] b)
    {
        FieldKernel<TLanes, TVector> kernel = scalars ? Kernel : FieldKernel<TLanes, TVector>.Coordinates;
        kernel.Multiply(Block(2), Write(0, a), Write(1, b));
        return Read(2);
    }

    public override (long[][] U, long[][] V) Butterfly(long[][] u, long[][] v, long[] factor)
    {
        fixed (long* w = factor)
        {
            Kernel.Butterfly(Write(0, u), Write(1, v), w);
        }

        return (Read(0), Read(1));
    }

    public override long[][] Tidy(long[][] a)
    {
        Kernel.Tidy(Write(0, a));
        return Read(0);
    }

    public override long[][] Load(Fr[] values)
    {
        fixed (Fr* first = values)
        {
            byte** at = stackalloc byte*[Lanes];
            Kernel.Load(Block(0), Addresses(first, at));
        }

        return Read(0);
    }

    public override Fr[] Store(long[][] a)
    {
        var values = new Fr[Lanes];
        fixed (Fr* first = values)
        {
            byte** at = stackalloc byte*[Lanes];
            Kernel.Store(Addresses(first, at), Write(0, a));
        }

        return values;
    }

    public override Fq[] StoreCoordinates(long[][] a)
    {
        var values = new Fq[Lanes];
        fixed (Fq* first = values)
        {
            byte** at = stackalloc byte*[Lanes];
            FieldKernel<TLanes, TVector>.Coordinates.Store(Addresses(first, at), Write(0, a));
        }

        return values;
    }

    public override (Fq2[] Product, Fq2[] Square) Quadratic(Fq2[] a, Fq2[] b)
    {
        var product = new Fq2[Lanes];
        var square = new Fq2[Lanes];
        fixed (Fq2* ofA = a, ofB = b, ofProduct = product, ofSquare = square)
        {
            byte** at = stackalloc byte*[Lanes];
            QuadraticBlock<TLanes, TVector>.Load(Block(0), Addresses(ofA, at));
            QuadraticBlock<TLanes, TVector>.Load(Block(2), Addresses(ofB, at));
            QuadraticBlock<TLanes, TVector>.Multiply(Block(4), Block(0), Block(2), Block(8));
            QuadraticBlock<TLanes, TVector>.Store(Addresses(ofProduct, at), Block(4));
            QuadraticBlock<TLanes, TVector>.Square(Block(4), Block(2), Block(8));
            QuadraticBlock<TLanes, TVector>.Store(Addresses(ofSquare, at), Block(4));
        }

        return (product, square);
    }

    private static byte** Addresses<T>(T* first, byte** at)
        where T : unmanaged
    {
        for (int i = 0; i < TLanes.Count; i++)
        {
            at[i] = (byte*)(first + i);
        }

        return at;
    }

    private TVector* Block(int number) => _memory.Memory.Pointer + (Limbs * number);

    private TVector* Write(int number, long[][] lanes)
    {
        long* words = (long*)Block(number);
        for (int i = 0; i < Limbs * Lanes; i++)
        {
            words[i] = lanes[i % Lanes][i / Lanes];
        }

        return Block(number);
    }

    private long[][] Read(int number)
    {
        long* words = (long*)Block(number);
        long[][] lanes = Samples.Make(Lanes, _ => new long[Limbs]);
        for (int i = 0; i < Limbs * Lanes; i++)
        {
            lanes[i % Lanes][i / Lanes] = words[i];
        }

        return lanes;
    }
}
