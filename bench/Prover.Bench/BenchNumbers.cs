using Prover.Algebra;

namespace Prover.Bench;

/// <summary>Inputs that are the same in every run and as wide as the field.</summary>
internal static class BenchNumbers
{
    /// <summary>The orbit of x → x² + c, which soon fills the field.</summary>
    /// <param name="count">How many.</param>
    /// <param name="start">Other starts give other numbers.</param>
    public static Fr[] Wide(int count, ulong start)
    {
        Fr step = Fr.FromUInt64(0x9E3779B97F4A7C15);
        Fr value = Fr.FromUInt64(start).Pow(5) + step;
        var values = new Fr[count];
        for (int i = 0; i < count; i++)
        {
            value = value.Square() + step;
            values[i] = value;
        }

        return values;
    }

    /// <summary>Like the wires of a block: seven of eight are 0 or 1, the others wide.</summary>
    public static Fr[] MostlyBits(int count, ulong start)
    {
        Fr[] values = Wide(count, start);
        for (int i = 0; i < count; i++)
        {
            if (i % 8 != 0)
            {
                values[i] = i % 3 == 0 ? Fr.One : Fr.Zero;
            }
        }

        return values;
    }
}
