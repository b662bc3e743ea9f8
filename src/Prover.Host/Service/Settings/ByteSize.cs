using System.Globalization;

namespace Prover.Host.Service.Settings;

/// <summary>A number of bytes, written <c>1048576</c>, <c>64 KiB</c>, <c>32 MiB</c> or <c>2 GiB</c>.</summary>
/// <param name="Bytes">At least 0.</param>
internal readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Unit, int Shift)[] Units = [("GiB", 30), ("MiB", 20), ("KiB", 10)];

    /// <summary>Reads one of the forms; false if malformed or 2^63 and more.</summary>
    public static bool TryParse(string text, out ByteSize size)
    {
        string digits = text.Trim();
        int shift = 0;
        foreach ((string unit, int power) in Units)
        {
            if (digits.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                (digits, shift) = (digits[..^unit.Length].TrimEnd(), power);
                break;
            }
        }

        bool good = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            && count <= long.MaxValue >> shift;
        size = new ByteSize(good ? count << shift : 0);
        return good;
    }

    /// <summary>With the largest unit that divides it.</summary>
    public override string ToString()
    {
        long bytes = Bytes;
        (string unit, int shift) = Units.FirstOrDefault(u => bytes > 0 && bytes % (1L << u.Shift) == 0);
        return unit is null
            ? bytes.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{bytes >> shift} {unit}");
    }
}
