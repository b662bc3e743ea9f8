using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>The SHA-256 of a payload, by which it is stored and named.</summary>
/// <param name="Value">The 32 bytes.</param>
public readonly record struct ContentHash(Bytes32 Value)
{
    /// <summary>The hash of some bytes.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Bytes32.Size];
        _ = SHA256.HashData(bytes, hash);
        return new ContentHash(new Bytes32(hash));
    }

    /// <summary>Reads 64 lower-case hexadecimal digits; false if malformed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ContentHash hash)
    {
        bool good = text?.Length == 2 * Bytes32.Size && Bytes32.TryParse(text, out Bytes32 value)
            && new ContentHash(value).ToString() == text;
        hash = good ? new ContentHash(Bytes32.Parse(text!)) : default;
        return good;
    }

    /// <summary>64 lower-case hexadecimal digits, as in the name of a file.</summary>
    public override string ToString() => Value.ToString()[2..];
}
