using System.Collections.Concurrent;
using System.Numerics;
using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Transforms: with vectors where there are some and the length is worth it, otherwise radix 2 in place with
/// tables of twiddle factors.</summary>
/// <remarks>
/// Decimation in time (Cooley, Tukey 1965): bit-reversal, then log n layers of butterflies (u, v) → (u + ωv, u −
/// ωv). The inverse runs the same layers and reads the result backwards: v₋ᵢ/n. Layers that fit into a block of
/// <see cref="BlockLog"/> bits run block by block, the rest layer by layer. Cost: n/2·log n products.
/// </remarks>
internal sealed class ManagedNtt(VectorUnit? unit) : IDisposable
{
    /// <summary>2^12 elements of 32 bytes are 128 KiB: a block with its twiddles stays in the second-level
    /// cache.</summary>
    private const int BlockLog = 12;

    /// <summary>ω⁰ … ω^(n/2 − 1) by log n.</summary>
    private readonly ConcurrentDictionary<int, Lazy<AlignedBuffer<Fr>>> _twiddles = new();

    public void Dispose()
    {
        foreach (Lazy<AlignedBuffer<Fr>> table in _twiddles.Values)
        {
            table.Value.Dispose();
        }

        _twiddles.Clear();
    }

    /// <summary>Transforms vectors of 2^log elements; see <see cref="IComputeDevice.Ntt"/>.</summary>
    public void Transform(
        FixedMemory<Fr>[] vectors, int log, NttDirection direction, in Fr shift, ComputeBudget budget)
    {
        ComputeBudget quiet = budget.Quiet();
        bool inLanes = unit is not null && log >= unit.MinTransformLog;
        using AlignedBuffer<Fr>? spare = inLanes ? new AlignedBuffer<Fr>(1 << log) : null;
        for (int i = 0; i < vectors.Length; i++)
        {
            if (spare is not null)
            {
                TransformInLanes(vectors[i], spare.Memory, log, direction, in shift, quiet);
            }
            else
            {
                TransformInPlace(vectors[i], log, direction, in shift, quiet);
            }

            budget.Progress?.Report((i + 1.0) / vectors.Length);
        }
    }

    private void TransformInLanes(
        FixedMemory<Fr> data, FixedMemory<Fr> spare, int log, NttDirection direction, in Fr shift, ComputeBudget budget)
    {
        bool forward = direction == NttDirection.Forward;
        unit!.Transform(data, spare, log, direction, forward ? shift : Fr.One, budget);
        if (!forward)
        {
            MultiplyByPowers(data, Fr.One, shift.Inverse(), budget);
        }
    }

    private void TransformInPlace(
        FixedMemory<Fr> data, int log, NttDirection direction, in Fr shift, ComputeBudget budget)
    {
        FixedMemory<Fr> twiddles = Twiddles(log);
        if (direction == NttDirection.Forward)
        {
            MultiplyByPowers(data, Fr.One, in shift, budget);
            Layers(data, log, twiddles, budget);
        }
        else
        {
            Layers(data, log, twiddles, budget);
            data.Span[1..].Reverse();
            Fr inverseLength = Fr.FromUInt64(1UL << log).Inverse();
            MultiplyByPowers(data, in inverseLength, shift.Inverse(), budget);
        }
    }

    private static void Layers(FixedMemory<Fr> data, int log, FixedMemory<Fr> twiddles, ComputeBudget budget)
    {
        BitReverse(data.Span, log);
        int blockLog = Math.Min(log, BlockLog);
        budget.For(1 << (log - blockLog), block =>
        {
            Span<Fr> part = data.Span.Slice(block << blockLog, 1 << blockLog);
            for (int layer = 0; layer < blockLog; layer++)
            {
                Butterflies(part, layer, 0, part.Length / 2, twiddles.Span, log);
            }
        });

        for (int layer = blockLog; layer < log; layer++)
        {
            budget.ForRanges(
                data.Length / 2,
                1 << BlockLog,
                (start, count) => Butterflies(data.Span, layer, start, count, twiddles.Span, log));
        }
    }

    /// <summary>Butterflies start ≤ b &lt; start + count of the layer that joins runs of 2^layer elements.</summary>
    private static void Butterflies(Span<Fr> data, int layer, int start, int count, ReadOnlySpan<Fr> twiddles, int log)
    {
        int half = 1 << layer;
        int stride = log - 1 - layer; // ω of this layer is the 2^stride-th power of the table's
        for (int b = start; b < start + count; b++)
        {
            int inside = b & (half - 1);
            int low = ((b - inside) << 1) + inside;
            Fr u = data[low];
            Fr v = data[low + half] * twiddles[inside << stride];
            data[low] = u + v;
            data[low + half] = u - v;
        }
    }

    private static void BitReverse(Span<Fr> data, int log)
    {
        for (uint i = 0; i < data.Length; i++)
        {
            uint j = Reverse(i, log);
            if (i < j)
            {
                (data[(int)i], data[(int)j]) = (data[(int)j], data[(int)i]);
            }
        }
    }

    private static uint Reverse(uint value, int bits)
    {
        uint x = BitOperations.RotateRight(value, 16);
        x = ((x & 0x00FF00FF) << 8) | ((x >> 8) & 0x00FF00FF);
        x = ((x & 0x0F0F0F0F) << 4) | ((x >> 4) & 0x0F0F0F0F);
        x = ((x & 0x33333333) << 2) | ((x >> 2) & 0x33333333);
        x = ((x & 0x55555555) << 1) | ((x >> 1) & 0x55555555);
        return bits == 0 ? 0 : x >> (32 - bits);
    }

    /// <summary>vᵢ ← first·ratioⁱ·vᵢ.</summary>
    private static void MultiplyByPowers(FixedMemory<Fr> data, in Fr first, in Fr ratio, ComputeBudget budget)
    {
        if (first == Fr.One && ratio == Fr.One)
        {
            return;
        }

        Fr start = first;
        Fr factor = ratio;
        budget.ForRanges(data.Length, 1 << BlockLog, (offset, count) =>
        {
            Fr power = start * factor.Pow(offset);
            foreach (ref Fr value in data.Span.Slice(offset, count))
            {
                value *= power;
                power *= factor;
            }
        });
    }

    private FixedMemory<Fr> Twiddles(int log) =>
        _twiddles.GetOrAdd(log, static key => new Lazy<AlignedBuffer<Fr>>(() => MakeTwiddles(key))).Value.Memory;

    private static AlignedBuffer<Fr> MakeTwiddles(int log)
    {
        var table = new AlignedBuffer<Fr>(log == 0 ? 0 : 1 << (log - 1));
        Fr root = NttDomain.Root(log);
        Fr power = Fr.One;
        foreach (ref Fr twiddle in table.Span)
        {
            twiddle = power;
            power *= root;
        }

        return table;
    }
}
