using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>
/// Packs numbers into one field element, the first at the little end: <c>a(160) + b(32)</c> of the specification is
/// <c>Append(a, 160).Append(b, 32)</c>, that is a + b·2^160.
/// </summary>
/// <remarks>
/// A number that does not fit its width, or a sum of widths above 248 bits, throws: nothing is cut off silently.
/// </remarks>
internal ref struct FrPacker
{
    private const int MaximumWidth = 248;

    private UInt128 _low;
    private UInt128 _high;
    private int _width;

    /// <summary>Appends a number of at most 128 bits in a field of <paramref name="width"/> bits.</summary>
    public FrPacker Append(UInt128 value, int width)
    {
        if (width < 128 && value >> width != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"A number does not fit its {width} bits.");
        }

        if (_width + width > MaximumWidth)
        {
            throw new ArgumentOutOfRangeException(nameof(width), "A word has at most 248 bits.");
        }

        if (_width < 128)
        {
            _low |= value << _width;
            _high |= _width == 0 ? UInt128.Zero : value >> (128 - _width);
        }
        else
        {
            _high |= value << (_width - 128);
        }

        _width += width;
        return this;
    }

    /// <summary>Appends an L1 address: 160 bits.</summary>
    public FrPacker Append(EthAddress address) => Append(address.Low, 128).Append(address.High, 32);

    /// <summary>The packed element.</summary>
    public readonly Fr ToFr() =>
        Fr.FromCanonical([(ulong)_low, (ulong)(_low >> 64), (ulong)_high, (ulong)(_high >> 64)]);
}
