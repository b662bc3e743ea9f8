using System.Buffers;
using MessagePack;
using Xunit;

namespace Prover.Rollup.Tests;

/// <summary>The reader and writer, whichever of the two is compiled in, against tests/vectors/msgpack.</summary>
public sealed class MessagePackTests
{
    public static TheoryData<string, string> Vectors => MessagePackVectors.All();

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_value_is_written_as_other_implementations_write_it(string value, string encoded)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        Write(ref writer, value);
        writer.Flush();
        Assert.Equal(encoded, Convert.ToHexStringLower(buffer.WrittenSpan));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_value_is_read_from_what_other_implementations_write(string value, string encoded)
    {
        var reader = new MessagePackReader(Convert.FromHexString(encoded).AsMemory());
        Assert.Equal(value, Read(ref reader));
        Assert.True(reader.End);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cf00000000000000")]
    [InlineData("c403aabb")]
    [InlineData("c67fffffff00")]
    [InlineData("dd7fffffff00")]
    [InlineData("9201")]
    public void Bytes_that_end_too_early_are_refused(string encoded)
    {
        Assert.Throws<EndOfStreamException>(() =>
        {
            var reader = new MessagePackReader(Convert.FromHexString(encoded).AsMemory());
            _ = Read(ref reader);
        });
    }

    [Theory]
    [InlineData("a0")]
    [InlineData("80")]
    [InlineData("c1")]
    [InlineData("ca00000000")]
    public void Another_kind_of_value_is_refused(string encoded)
    {
        byte[] bytes = Convert.FromHexString(encoded);
        Assert.Throws<MessagePackSerializationException>(() => new MessagePackReader(bytes).ReadUInt64());
        Assert.Throws<MessagePackSerializationException>(() => new MessagePackReader(bytes).ReadArrayHeader());
        Assert.Throws<MessagePackSerializationException>(() => new MessagePackReader(bytes).ReadBoolean());
    }

    /// <summary>
    /// Writes the text form of a vector: n, t, f, a number, x and hexadecimal bytes, a list in brackets.
    /// </summary>
    private static void Write(ref MessagePackWriter writer, string value)
    {
        switch (value[0])
        {
            case 'n':
                writer.WriteNil();
                break;
            case 't' or 'f':
                writer.Write(value == "t");
                break;
            case 'x':
                writer.Write(Convert.FromHexString(value[1..]).AsSpan());
                break;
            case '[':
                string[] items = value[1..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                writer.WriteArrayHeader(items.Length);
                foreach (string item in items)
                {
                    Write(ref writer, item);
                }

                break;
            default:
                writer.Write(ulong.Parse(value, null));
                break;
        }
    }

    private static string Read(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                Assert.True(reader.TryReadNil());
                return "n";
            case MessagePackType.Boolean:
                return reader.ReadBoolean() ? "t" : "f";
            case MessagePackType.Binary:
                return "x" + Convert.ToHexStringLower(reader.ReadBytes()!.Value.ToArray());
            case MessagePackType.Array:
                var items = new string[reader.ReadArrayHeader()];
                for (int i = 0; i < items.Length; i++)
                {
                    items[i] = Read(ref reader);
                }

                return $"[{string.Join(' ', items)}]";
            default:
                return reader.ReadUInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
