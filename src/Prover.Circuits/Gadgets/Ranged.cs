namespace Prover.Circuits.Gadgets;

/// <summary>Evidence that a wire lies in [0, 2^Width). Only <see cref="Range"/> can make one.</summary>
public readonly struct Ranged
{
    private readonly Wire[]? _bits;

    internal Ranged(in Wire value, Wire[] bits)
    {
        Value = value;
        _bits = bits;
    }

    /// <summary>The wire; the constant 0 for a default Ranged.</summary>
    public Wire Value { get; }

    /// <summary>The number of bits; 0 for a default Ranged.</summary>
    public int Width => Bits.Length;

    /// <summary>The digits, least significant first.</summary>
    public ReadOnlySpan<Wire> Bits => _bits;

    /// <summary>The wire.</summary>
    public static implicit operator Wire(Ranged ranged) => ranged.Value;
}
