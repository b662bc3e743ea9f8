using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Prover.Algebra;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>Encodes arguments as contracts want them: fixed parts first, dynamic ones behind, by offsets.</summary>
/// <remarks>
/// Source: Solidity documentation, "Contract ABI Specification". Values: numbers as any integer type or Fr, bool,
/// EthAddress, Bytes32, byte[] or ReadOnlyMemory, string; lists, arrays and tuples as anything that can be enumerated.
/// </remarks>
internal static class AbiEncoder
{
    private const int Word = 32;

    /// <summary>Encodes one value for each type.</summary>
    /// <exception cref="ArgumentException">A value does not fit its type.</exception>
    public static byte[] Encode(IReadOnlyList<AbiType> types, IReadOnlyList<object> values)
    {
        if (types.Count != values.Count)
        {
            throw new ArgumentException($"Expected {types.Count} values, found {values.Count}.", nameof(values));
        }

        int tailStart = Word * types.Sum(type => type.HeadWords);
        List<byte> head = new(tailStart);
        List<byte> tail = [];
        for (int i = 0; i < types.Count; i++)
        {
            byte[] encoded = Encode(types[i], values[i]);
            if (types[i].IsDynamic)
            {
                head.AddRange(Number(tailStart + tail.Count, 256));
                tail.AddRange(encoded);
            }
            else
            {
                head.AddRange(encoded);
            }
        }

        return [.. head, .. tail];
    }

    private static byte[] Encode(AbiType type, object value) => (type.Kind, value) switch
    {
        (AbiKind.UInt, _) => Number(ToBigInteger(value), type.Size),
        (AbiKind.Bool, bool flag) => Number(flag ? 1 : 0, 8),
        (AbiKind.Address, EthAddress address) => [.. new byte[Word - EthAddress.Size], .. address.ToArray()],
        (AbiKind.FixedBytes, Bytes32 bytes) when type.Size == Bytes32.Size => bytes.ToArray(),
        (AbiKind.FixedBytes, byte[] bytes) when type.Size == bytes.Length => Padded(bytes),
        (AbiKind.Bytes, byte[] bytes) => WithLength(bytes),
        (AbiKind.Bytes, ReadOnlyMemory<byte> bytes) => WithLength(bytes.Span),
        (AbiKind.Text, string text) => WithLength(Encoding.UTF8.GetBytes(text)),
        (AbiKind.List, IEnumerable items) => EncodeList(type, [.. items.Cast<object>()]),
        (AbiKind.Array or AbiKind.Tuple, IEnumerable items) => Encode(type.Places, [.. items.Cast<object>()]),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no {type.Name}.", nameof(value)),
    };

    private static byte[] EncodeList(AbiType type, object[] items) =>
    [
        .. Number(items.Length, 256),
        .. Encode([.. Enumerable.Repeat(type.Components[0], items.Length)], items),
    ];

    private static byte[] WithLength(ReadOnlySpan<byte> bytes) => [.. Number(bytes.Length, 256), .. Padded(bytes)];

    private static byte[] Padded(ReadOnlySpan<byte> bytes) =>
        [.. bytes, .. new byte[(Word - (bytes.Length % Word)) % Word]];

    private static BigInteger ToBigInteger(object value) => value switch
    {
        BigInteger number => number,
        Fr element => element.ToBigInteger(),
        UInt128 number => number,
        ulong or uint or ushort or byte => Convert.ToUInt64(value, CultureInfo.InvariantCulture),
        int or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no number.", nameof(value)),
    };

    private static byte[] Number(BigInteger value, int bits)
    {
        if (value.Sign < 0 || value.GetBitLength() > bits)
        {
            throw new ArgumentException($"A number does not fit uint{bits}.", nameof(value));
        }

        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[Word - bytes.Length], .. bytes];
    }
}
