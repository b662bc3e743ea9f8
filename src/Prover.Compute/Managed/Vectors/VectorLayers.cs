using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute;

/// <summary>The layers of one transform per lane, on blocks.</summary>
/// <remarks>
/// Decimation in time on the coset s·⟨ω⟩ (the polynomial P(z) = E(z²) + z·O(z²) at all z = s·ωⁱ): the layer that joins
/// runs of h blocks has the factors s^(n/2h)·ω₂ₕⁱ, 0 ≤ i &lt; h. Without a shift the first layer has the factor 1
/// and no products. Range: a loaded block is below 32p, the first layer makes at most 64p, and each further one
/// α·(1 + 1/169) + 1.5: below 95p after 14 layers, which are enough for transforms of 2^28.
/// </remarks>
internal sealed unsafe class VectorLayers<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    private const int Size = FieldKernel<TLanes, TVector>.Size;

    /// <summary>2^6 blocks of 576 bytes are 36 KiB: the first layers stay in the first-level cache.</summary>
    private const int CacheLog = 6;

    private readonly int _log;
    private readonly bool _plain;

    /// <summary>Nine limbs for each factor, those of the layer of h at h … 2h − 1.</summary>
    private readonly long[] _factors;

    /// <summary>Prepares transforms of 2^log blocks, 1 ≤ log ≤ 14, on the coset of <paramref name="shift"/>.</summary>
    public VectorLayers(int log, Fr shift)
    {
        _log = log;
        _plain = shift == Fr.One;
        _factors = GC.AllocateUninitializedArray<long>(Size << log, pinned: true);
        Fr power = shift;
        for (int layer = log - 1; layer >= 0; layer--)
        {
            WriteLayer(1 << layer, power, NttDomain.Root(layer + 1));
            power = power.Square();
        }
    }

    /// <summary>Number of blocks.</summary>
    public int Length => 1 << _log;

    /// <summary>Where element j belongs before <see cref="Run"/>: its bits reversed.</summary>
    public int PlaceOf(int j)
    {
        int place = 0;
        for (int i = 0; i < _log; i++)
        {
            place = (place << 1) | ((j >> i) & 1);
        }

        return place;
    }

    /// <summary>Transforms <see cref="Length"/> blocks in place; natural order out, not tidy.</summary>
    public void Run(TVector* blocks)
    {
        int inside = Math.Min(_log, CacheLog);
        for (int start = 0; start < Length; start += 1 << inside)
        {
            for (int layer = 0; layer < inside; layer++)
            {
                Layer(blocks + (Size * start), 1 << inside, 1 << layer);
            }
        }

        for (int layer = inside; layer < _log; layer++)
        {
            Layer(blocks, Length, 1 << layer);
        }
    }

    private void Layer(TVector* blocks, int length, int half)
    {
        if (half == 1 && _plain)
        {
            for (int i = 0; i < length; i += 2)
            {
                FieldKernel<TLanes, TVector>.SumAndDifference(blocks + (Size * i), blocks + (Size * (i + 1)));
            }

            return;
        }

        FieldKernel<TLanes, TVector> kernel = FieldKernel<TLanes, TVector>.Scalars;
        ref long first = ref MemoryMarshal.GetArrayDataReference(_factors);
        fixed (long* factors = &first)
        {
            for (int start = 0; start < length; start += 2 * half)
            {
                TVector* low = blocks + (Size * start);
                TVector* high = low + (Size * half);
                for (int i = 0; i < half; i++)
                {
                    kernel.Butterfly(low + (Size * i), high + (Size * i), factors + (Size * (half + i)));
                }
            }
        }
    }

    private void WriteLayer(int half, Fr factor, Fr root)
    {
        // 2^5 more than R = 2^256 makes R' = 2^261, and the product reduces it: below p.
        factor *= Fr.FromUInt64(32);
        for (int i = 0; i < half; i++)
        {
            FieldKernel<TLanes, TVector>.Split(in factor, _factors.AsSpan(Size * (half + i), Size));
            factor *= root;
        }
    }
}
