using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Prover.Pipeline;

namespace Prover.L1;

/// <summary>Bytes and quantities as JSON-RPC writes them: 0x and hexadecimal digits.</summary>
internal static class Hex
{
    /// <summary>0x and two digits a byte.</summary>
    public static string Format(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>0x and the shortest digits of a non-negative number.</summary>
    public static string Quantity(BigInteger value)
    {
        string digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }

    /// <summary>Reads bytes; false without 0x, with an odd number of digits, or with something else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (!text.StartsWith("0x", StringComparison.Ordinal))
        {
            return false;
        }

        byte[] result = new byte[(text.Length - 2) / 2];
        if (Convert.FromHexString(text.AsSpan(2), result, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        bytes = result;
        return true;
    }

    /// <summary>Reads bytes out of an answer.</summary>
    /// <exception cref="L1Exception">There are none.</exception>
    public static byte[] Bytes(JsonNode? node, string what) =>
        JsonText.Of(node) is { } text && TryParse(text, out byte[]? bytes)
            ? bytes
            : throw new L1Exception($"The node's answer has no bytes where {what} belongs.");

    /// <summary>Reads a quantity out of an answer.</summary>
    /// <exception cref="L1Exception">There is none.</exception>
    public static BigInteger Number(JsonNode? node, string what)
    {
        string? text = JsonText.Of(node);
        bool good = text is { Length: > 2 and <= 66 } && text.StartsWith("0x", StringComparison.Ordinal);

        // The leading 0 keeps the first digit from being read as a sign.
        return good && BigInteger.TryParse(
            "0" + text![2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out BigInteger number)
            ? number
            : throw new L1Exception($"The node's answer has no number where {what} belongs.");
    }

    /// <summary>Reads a quantity below 2^64 out of an answer.</summary>
    /// <exception cref="L1Exception">There is none.</exception>
    public static ulong UInt64(JsonNode? node, string what)
    {
        BigInteger number = Number(node, what);
        return number <= ulong.MaxValue
            ? (ulong)number
            : throw new L1Exception($"The node's answer has a number above 2^64 where {what} belongs.");
    }
}
