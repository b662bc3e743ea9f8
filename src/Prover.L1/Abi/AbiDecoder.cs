using System.Numerics;
using System.Text;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>Decodes what contracts answer: the reverse of <see cref="AbiEncoder"/>, for data from outside.</summary>
/// <remarks>
/// Numbers come as BigInteger, address as EthAddress, bytes32 as Bytes32, other bytes as byte[], lists, arrays and
/// tuples as object[]. Offsets and lengths that point outside, and numbers wider than their type, are refused.
/// </remarks>
internal static class AbiDecoder
{
    private const int Word = 32;

    /// <summary>One value for each type.</summary>
    /// <exception cref="L1Exception">The data is no encoding of these types.</exception>
    public static object[] Decode(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data)
    {
        object[] values = new object[types.Count];
        int offset = 0;
        for (int i = 0; i < types.Count; i++)
        {
            AbiType type = types[i];
            ReadOnlySpan<byte> place = type.IsDynamic
                ? From(data, Length(data, offset))
                : From(data, offset);
            values[i] = Decode(type, place);
            offset += Word * type.HeadWords;
        }

        return values;
    }

    private static object Decode(AbiType type, ReadOnlySpan<byte> data) => type.Kind switch
    {
        AbiKind.UInt => Number(data, type.Size),
        AbiKind.Bool => !Number(data, 1).IsZero,
        AbiKind.Address => new EthAddress(WordOf(data, 0)[^EthAddress.Size..]),
        AbiKind.FixedBytes when type.Size == Bytes32.Size => new Bytes32(WordOf(data, 0)),
        AbiKind.FixedBytes => WordOf(data, 0)[..type.Size].ToArray(),
        AbiKind.Bytes => Content(data).ToArray(),
        AbiKind.Text => Encoding.UTF8.GetString(Content(data)),
        AbiKind.List => DecodeList(type.Components[0], data),
        _ => Decode(type.Places, data),
    };

    private static object[] DecodeList(AbiType element, ReadOnlySpan<byte> data)
    {
        int count = Length(data, 0);

        // Each element takes at least a word, so a false count cannot make us allocate much.
        if ((long)count * Word * Math.Max(1, element.HeadWords) > data.Length - Word)
        {
            throw Malformed();
        }

        return Decode([.. Enumerable.Repeat(element, count)], data[Word..]);
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> data)
    {
        int length = Length(data, 0);
        return From(data, Word).Length >= length ? data.Slice(Word, length) : throw Malformed();
    }

    private static BigInteger Number(ReadOnlySpan<byte> data, int bits)
    {
        BigInteger value = new(WordOf(data, 0), isUnsigned: true, isBigEndian: true);
        return value.GetBitLength() <= bits ? value : throw Malformed();
    }

    private static int Length(ReadOnlySpan<byte> data, int offset)
    {
        BigInteger value = new(WordOf(data, offset), isUnsigned: true, isBigEndian: true);
        return value <= data.Length ? (int)value : throw Malformed();
    }

    private static ReadOnlySpan<byte> WordOf(ReadOnlySpan<byte> data, int offset) =>
        data.Length >= offset + Word ? data.Slice(offset, Word) : throw Malformed();

    private static ReadOnlySpan<byte> From(ReadOnlySpan<byte> data, int offset) =>
        data.Length >= offset ? data[offset..] : throw Malformed();

    private static L1Exception Malformed() => new("The contract's answer does not have the expected types.");
}
