using System.Security.Cryptography;
using Prover.Rollup;

namespace Prover.Wire;

/// <summary>A block envelope, or a part of one, on its way to the node: <c>block.v1</c>.</summary>
/// <remarks>
/// Every part but the last has <see cref="MaximumBytes"/> bytes, so the size of the envelope says how many there are.
/// </remarks>
/// <param name="Key">The sequencer's idempotency key: 1 to 200 printable ASCII characters.</param>
/// <param name="Envelope">The SHA-256 of the whole envelope.</param>
/// <param name="Size">Bytes of the whole envelope.</param>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Bytes">The bytes of the part.</param>
public sealed record BlockPart(string Key, Bytes32 Envelope, int Size, int Index, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A part has at most so many bytes: 48 KiB.</summary>
    public const int MaximumBytes = 48 << 10;

    /// <summary>An envelope has at most so many bytes: 64 MiB.</summary>
    public const int MaximumEnvelope = EnvelopeFrame.MaximumSize;

    /// <summary>How many parts the envelope has.</summary>
    public int Count => CountOf(Size);

    /// <summary>How many parts an envelope of so many bytes has.</summary>
    public static int CountOf(int size) => (size + MaximumBytes - 1) / MaximumBytes;

    /// <summary>How many bytes a part has.</summary>
    public static int LengthOf(int size, int index) => Math.Min(MaximumBytes, size - (index * MaximumBytes));

    /// <summary>The parts of an envelope.</summary>
    /// <exception cref="ArgumentException">The key is none, or there are no bytes or too many.</exception>
    public static IReadOnlyList<BlockPart> Split(string key, ReadOnlyMemory<byte> envelope)
    {
        if (!MessageText.IsKey(key))
        {
            throw new ArgumentException("A key has 1 to 200 printable ASCII characters.", nameof(key));
        }

        if (envelope.Length is 0 or > MaximumEnvelope)
        {
            throw new ArgumentException(
                $"An envelope has 1 to {MaximumEnvelope} bytes; this has {envelope.Length}.", nameof(envelope));
        }

        var hash = new Bytes32(SHA256.HashData(envelope.Span));
        return
        [
            .. Enumerable.Range(0, CountOf(envelope.Length)).Select(index => new BlockPart(
                key,
                hash,
                envelope.Length,
                index,
                envelope.Slice(index * MaximumBytes, LengthOf(envelope.Length, index)))),
        ];
    }
}
