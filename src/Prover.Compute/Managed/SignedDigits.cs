using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Scalars k in [0, r) cut into signed digits: k = Σ dᵥ·2^(cv) with |dᵥ| ≤ 2^(c−1).</summary>
/// <remarks>
/// With K = Σ_{v &lt; W−1} 2^(cv + c − 1), bits cv … cv + c − 1 of k + K are dᵥ + 2^(c−1) for all windows but the
/// last, which has no offset. W = ⌈255/c⌉ windows are enough: the last one starts at bit c(W − 1) ≥ 255 − c, so
/// that its digit, carry included, is at most 2^(c−1); and k + K &lt; 2^254 + 2^255 fits 256 bits. No digit depends
/// on another one, so that windows can be walked in any order. Holds secrets: dispose it.
/// </remarks>
internal sealed class SignedDigits : IDisposable
{
    private const int Limbs = 4;
    private readonly AlignedBuffer<ulong> _shifted;
    private readonly int _bits;

    /// <summary>Prepares the digits of c = <paramref name="bits"/> bits, 2 ≤ c ≤ 16.</summary>
    public SignedDigits(FixedMemory<Fr> scalars, int bits, ComputeBudget budget)
    {
        _bits = bits;
        Windows = WindowsOf(bits);
        _shifted = new AlignedBuffer<ulong>(checked(Limbs * scalars.Length));
        ulong[] offset = Offset(bits, Windows);
        FixedMemory<ulong> shifted = _shifted.Memory;
        budget.ForRanges(scalars.Length, 1 << 13, (start, count) =>
        {
            for (int i = start; i < start + count; i++)
            {
                Span<ulong> limbs = shifted.Span.Slice(Limbs * i, Limbs);
                scalars.Span[i].CopyCanonical(limbs);
                AddInPlace(limbs, offset);
            }
        });
    }

    /// <summary>Number of windows W.</summary>
    public int Windows { get; }

    /// <summary>The number of windows of <paramref name="bits"/> bits that a scalar needs.</summary>
    public static int WindowsOf(int bits) => (255 + bits - 1) / bits;

    public void Dispose() => _shifted.Dispose();

    /// <summary>Digit d of scalar i in a window, −2^(c−1) ≤ d ≤ 2^(c−1).</summary>
    public int Digit(int scalar, int window)
    {
        ReadOnlySpan<ulong> limbs = _shifted.Span.Slice(Limbs * scalar, Limbs);
        int position = window * _bits;
        int limb = position >> 6;
        int shift = position & 63;
        ulong word = limbs[limb] >> shift;
        if (shift + _bits > 64 && limb + 1 < Limbs)
        {
            word |= limbs[limb + 1] << (64 - shift);
        }

        int digit = (int)(word & ((1UL << _bits) - 1));
        return window == Windows - 1 ? digit : digit - (1 << (_bits - 1));
    }

    /// <summary>The digits of all scalars in a window; see <see cref="Digit"/>.</summary>
    public void CopyWindow(int window, Span<int> digits)
    {
        int position = window * _bits;
        int limb = position >> 6;
        int shift = position & 63;

        // A digit may go on in the next limb: its bits come from a shift by 64 − shift ≥ 1 in two steps.
        int next = Math.Min(limb + 1, Limbs - 1);
        ulong keepNext = next == limb ? 0 : ulong.MaxValue;
        ulong mask = (1UL << _bits) - 1;
        int offset = window == Windows - 1 ? 0 : 1 << (_bits - 1);
        ReadOnlySpan<ulong> shifted = _shifted.Span;
        for (int i = 0; i < digits.Length; i++)
        {
            ReadOnlySpan<ulong> limbs = shifted.Slice(Limbs * i, Limbs);
            ulong word = (limbs[limb] >> shift) | (((limbs[next] & keepNext) << 1) << (63 - shift));
            digits[i] = (int)(word & mask) - offset;
        }
    }

    private static ulong[] Offset(int bits, int windows)
    {
        var offset = new ulong[Limbs];
        for (int v = 0; v < windows - 1; v++)
        {
            int position = (bits * v) + bits - 1;
            offset[position >> 6] |= 1UL << (position & 63);
        }

        return offset;
    }

    private static void AddInPlace(Span<ulong> limbs, ReadOnlySpan<ulong> addend)
    {
        UInt128 carry = 0;
        for (int i = 0; i < Limbs; i++)
        {
            carry += (UInt128)limbs[i] + addend[i];
            limbs[i] = (ulong)carry;
            carry >>= 64;
        }
    }
}
