using System.Buffers.Binary;

namespace Prover.Rollup.Tests;

/// <summary>The values of a MessagePack byte string, found by a parser of the tests' own.</summary>
internal sealed record MessagePackValue(string Path, int Start, int HeaderEnd, int End, byte Code)
{
    public bool IsArray => Code is (>= 0x90 and <= 0x9F) or 0xDC or 0xDD;

    public bool IsBinary => Code is >= 0xC4 and <= 0xC6;

    public bool IsBoolean => Code is 0xC2 or 0xC3;

    public bool IsNil => Code == 0xC0;

    public bool IsInteger => Code <= 0x7F || Code is >= 0xCC and <= 0xCF;

    /// <summary>Every value of a byte string, outer ones before inner ones.</summary>
    public static IReadOnlyList<MessagePackValue> Parse(byte[] bytes)
    {
        var values = new List<MessagePackValue>();
        int end = Parse(bytes, 0, "$", values);
        return end == bytes.Length ? values : throw new InvalidDataException($"{bytes.Length - end} bytes left");
    }

    private static int Parse(byte[] bytes, int start, string path, List<MessagePackValue> values)
    {
        byte code = bytes[start];
        int at = values.Count;
        values.Add(null!);
        (int headerSize, long length, bool array) = code switch
        {
            <= 0x7F or 0xC0 or 0xC2 or 0xC3 => (1, 0L, false),
            >= 0x90 and <= 0x9F => (1, code - 0x90L, true),
            >= 0xCC and <= 0xCF => (1 + (1 << (code - 0xCC)), 0L, false),
            0xC4 => (2, bytes[start + 1], false),
            0xC5 => (3, BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(start + 1)), false),
            0xC6 => (5, BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(start + 1)), false),
            0xDC => (3, BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(start + 1)), true),
            _ => throw new InvalidDataException($"first byte {code:x2} at {path}"),
        };
        int end = start + headerSize + (array ? 0 : (int)length);
        for (int i = 0; array && i < length; i++)
        {
            end = Parse(bytes, end, $"{path}[{i}]", values);
        }

        values[at] = new MessagePackValue(path, start, start + headerSize, end, code);
        return end;
    }
}
