using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Scalars of which many are 0 or small: those with one short digit apart from the others.</summary>
/// <remarks>
/// A witness full of bits would otherwise be looked at once per window to find zeros. Zeros are dropped, ±1 to ±511
/// become digits of a single window over all points, and only the wide ones are cut into windows, without gaps between
/// them. Their order depends on how threads run, their sum does not.
/// </remarks>
internal sealed unsafe class SplitScalars
{
    /// <summary>Bits of the window of narrow scalars.</summary>
    public const int NarrowBits = 10;

    private const int NarrowLimit = 1 << (NarrowBits - 1);

    private static readonly ulong[] Modulus = Limbs();

    private readonly BlockPool _blocks;
    private readonly NativeBlock _narrow;
    private readonly NativeBlock _wideAt;
    private int _wideCount;

    /// <summary>Takes memory for that many scalars.</summary>
    public SplitScalars(int count, BlockPool blocks)
    {
        _blocks = blocks;
        _narrow = blocks.Rent((nuint)count * sizeof(short));
        _wideAt = blocks.Rent((nuint)count * sizeof(uint));
    }

    /// <summary>Number of wide scalars, when all have been sorted out.</summary>
    public int WideCount => _wideCount;

    /// <summary>Which scalars are wide.</summary>
    public ReadOnlySpan<uint> WideAt => new(_wideAt.Pointer, _wideCount);

    /// <summary>A 16-bit digit for each scalar, 0 for wide ones.</summary>
    public byte* Narrow => _narrow.Pointer;

    /// <summary>Sorts out some of the scalars.</summary>
    /// <param name="canonical">The scalars in canonical form; the wide ones are moved to the front.</param>
    /// <param name="start">Number of the first of them.</param>
    /// <param name="slot">Number of the first wide one among all wide ones.</param>
    /// <returns>How many are wide.</returns>
    public int SortOut(Span<Fr> canonical, int start, out int slot)
    {
        var digits = new Span<short>((short*)_narrow.Pointer + start, canonical.Length);
        Span<uint> wideAt = stackalloc uint[canonical.Length];
        int wide = 0;
        for (int i = 0; i < canonical.Length; i++)
        {
            if (!IsNarrow(in canonical[i], out digits[i]))
            {
                canonical[wide] = canonical[i];
                wideAt[wide++] = (uint)(start + i);
            }
        }

        slot = Interlocked.Add(ref _wideCount, wide) - wide;
        wideAt[..wide].CopyTo(new Span<uint>((uint*)_wideAt.Pointer + slot, wide));
        wideAt.Clear();
        return wide;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        _blocks.ReturnSecret(_narrow);
        _blocks.ReturnSecret(_wideAt);
    }

    /// <summary>k or k − r between −512 and 511, exclusive at the lower end.</summary>
    private static bool IsNarrow(in Fr canonical, out short digit)
    {
        fixed (Fr* address = &canonical)
        {
            ulong* k = (ulong*)address;
            ulong below = Modulus[0] - k[0];
            bool small = (k[1] | k[2] | k[3]) == 0 && k[0] < NarrowLimit;
            bool negative = k[3] == Modulus[3] && k[2] == Modulus[2] && k[1] == Modulus[1] && below < NarrowLimit;
            digit = small ? (short)k[0] : negative ? (short)-(long)below : (short)0;
            return small || negative;
        }
    }

    private static ulong[] Limbs()
    {
        ulong[] limbs = new ulong[4];
        (-Fr.One).CopyCanonical(limbs);
        limbs[0]++; // r is odd: no carry
        return limbs;
    }
}
