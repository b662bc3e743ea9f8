using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Prover.Rollup;

/// <summary>Hexadecimal text of a fixed number of bytes.</summary>
internal static class HexText
{
    /// <summary>Reads exactly <c>2 · bytes.Length</c> digits of either case after an optional 0x.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, Span<byte> bytes)
    {
        if (text is null)
        {
            return false;
        }

        ReadOnlySpan<char> digits = text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text;
        return digits.Length == 2 * bytes.Length
            && Convert.FromHexString(digits, bytes, out _, out _) == OperationStatus.Done;
    }

    /// <summary>0x and lower-case digits.</summary>
    public static string Format(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);
}
