using System.Globalization;
using System.Numerics;

namespace Prover.Algebra;

/// <summary>Numbers as people and JSON files write them: decimal, or hexadecimal after 0x.</summary>
internal static class FieldText
{
    /// <summary>Longest text that can stand for a 256-bit number, sign and blanks excluded.</summary>
    private const int MaxLength = 80;

    /// <summary>Parses a non-negative number; no blanks, no sign, no separators.</summary>
    public static bool TryParse(string? text, out BigInteger value)
    {
        value = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            return false;
        }

        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            // The leading 0 keeps the first digit from being read as a sign.
            return text.Length > 2
                && BigInteger.TryParse(
                    "0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }

        return BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
