namespace Prover.Rollup;

/// <summary>An amount as mantissa · 10^exponent in its only form: see the specification of the posted diff.</summary>
/// <param name="Exponent">At most 38.</param>
/// <param name="Mantissa">Not divisible by 10 unless the exponent is 38; zero only with exponent 0.</param>
internal readonly record struct DecimalAmount(int Exponent, UInt128 Mantissa)
{
    /// <summary>The largest exponent: 10^38 is the largest power of 10 below 2^128.</summary>
    public const int MaximumExponent = 38;

    /// <summary>Exponents that a head byte counts.</summary>
    public const int ExponentCount = MaximumExponent + 1;

    /// <summary>The form of an amount.</summary>
    public static DecimalAmount Of(UInt128 value)
    {
        int exponent = 0;
        while (value != 0 && exponent < MaximumExponent && value % 10 == 0)
        {
            value /= 10;
            exponent++;
        }

        return new DecimalAmount(exponent, value);
    }

    /// <summary>The amount, if this is its only form and it is below 2^128.</summary>
    public DiffError TryGetValue(out UInt128 value)
    {
        value = 0;
        if (Mantissa == 0)
        {
            return Exponent == 0 ? DiffError.None : DiffError.AmountNotCanonical;
        }

        if (Exponent < MaximumExponent && Mantissa % 10 == 0)
        {
            return DiffError.AmountNotCanonical;
        }

        UInt128 power = Power(Exponent);
        if (Mantissa > UInt128.MaxValue / power)
        {
            return DiffError.AmountTooLarge;
        }

        value = Mantissa * power;
        return DiffError.None;
    }

    private static UInt128 Power(int exponent)
    {
        UInt128 power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
