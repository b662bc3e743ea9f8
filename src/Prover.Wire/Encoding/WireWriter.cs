using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using MessagePack;
using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Wire;

/// <summary>Writes the fields that <see cref="WireReader"/> reads.</summary>
internal ref struct WireWriter
{
    /// <summary>Bytes of an amount.</summary>
    public const int AmountSize = 16;

    private MessagePackWriter _writer;

    /// <summary>Writes to the end of a buffer.</summary>
    public WireWriter(IBufferWriter<byte> buffer) => _writer = new MessagePackWriter(buffer);

    /// <summary>An array of fields or entries, which follow.</summary>
    public void Array(int count) => _writer.WriteArrayHeader(count);

    /// <summary>A non-negative integer.</summary>
    public void Integer(ulong value) => _writer.Write(value);

    /// <summary>A non-negative integer or nil.</summary>
    public void Optional(uint? value)
    {
        if (value is uint number)
        {
            Integer(number);
        }
        else
        {
            Nil();
        }
    }

    /// <summary>A non-negative integer or nil.</summary>
    public void OptionalLong(ulong? value)
    {
        if (value is ulong number)
        {
            Integer(number);
        }
        else
        {
            Nil();
        }
    }

    /// <summary>Nothing.</summary>
    public void Nil() => _writer.WriteNil();

    /// <summary>A text as UTF-8.</summary>
    public void Text(string value) => _writer.WriteString(Encoding.UTF8.GetBytes(value));

    /// <summary>A text as UTF-8, or nil.</summary>
    public void OptionalText(string? value)
    {
        if (value is null)
        {
            Nil();
        }
        else
        {
            Text(value);
        }
    }

    /// <summary>32 bytes or nil.</summary>
    public void OptionalHash(Bytes32? value)
    {
        if (value is Bytes32 hash)
        {
            Hash(hash);
        }
        else
        {
            Nil();
        }
    }

    /// <summary>A truth value.</summary>
    public void Flag(bool value) => _writer.Write(value);

    /// <summary>Bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> value) => _writer.Write(value);

    /// <summary>32 bytes.</summary>
    public void Hash(Bytes32 value) => Bytes(value.ToArray());

    /// <summary>20 bytes.</summary>
    public void Address(EthAddress value) => Bytes(value.ToArray());

    /// <summary>16 big-endian bytes.</summary>
    public void Amount(UInt128 value)
    {
        // On the heap: the writer is a ref struct that could keep a span, so it takes none from the stack.
        byte[] bytes = new byte[AmountSize];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        Bytes(bytes);
    }

    /// <summary>32 big-endian bytes.</summary>
    public void Element(in Fr value) => Bytes(value.ToBytes());

    /// <summary>Hands everything to the buffer.</summary>
    public void Flush() => _writer.Flush();
}
