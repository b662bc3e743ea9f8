using System.Buffers;
using MessagePack;
using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Wire;

/// <summary>
/// Reads typed fields by name; everything that is not exactly what was asked for is an exception with that name.
/// </summary>
/// <remarks>
/// Values that it refuses are not put into the message: an envelope may hold what is nobody else's business.
/// </remarks>
internal ref partial struct WireReader
{
    /// <summary>Lists are at most this long: no capacity is larger.</summary>
    public const int MaximumCount = ushort.MaxValue;

    private MessagePackReader _reader;
    private string _place = string.Empty;

    /// <summary>Starts at the first byte.</summary>
    public WireReader(ReadOnlyMemory<byte> bytes) => _reader = new MessagePackReader(bytes);

    /// <summary>A prefix for the names of the fields that follow, like <c>transfers[3]</c>.</summary>
    public void At(string place) => _place = place;

    /// <summary>An array of a fixed number of fields.</summary>
    public void Record(string name, int fields)
    {
        int count = ArrayHeader(name);
        Require(count == fields, name, $"{fields} fields", $"{count}");
    }

    /// <summary>An array of values of one kind; gives their number.</summary>
    public int List(string name)
    {
        int count = ArrayHeader(name);
        Require(count <= MaximumCount, name, $"at most {MaximumCount} entries", $"{count}");
        return count;
    }

    /// <summary>An integer in [0, maximum].</summary>
    public ulong Integer(string name, ulong maximum)
    {
        const string Expected = "a non-negative integer";
        Expect(MessagePackType.Integer, name);
        Require(IsUnsigned(_reader.NextCode), name, Expected, "another form of integer");
        ulong value;
        try
        {
            value = _reader.ReadUInt64();
        }
        catch (Exception problem) when (IsMalformed(problem))
        {
            throw Failure(name, Expected, "fewer bytes than it would take", problem);
        }

        Require(value <= maximum, name, $"an integer of at most {maximum}", "a larger one");
        return value;
    }

    /// <summary>An integer below 2^32.</summary>
    public uint Index(string name) => (uint)Integer(name, uint.MaxValue);

    /// <summary>An integer below 2^32, or nil.</summary>
    public uint? OptionalIndex(string name)
    {
        Require(!_reader.End, name, "an integer or nil", "the end of the bytes");
        return _reader.TryReadNil() ? null : Index(name);
    }

    /// <summary>A truth value.</summary>
    public bool Flag(string name)
    {
        Expect(MessagePackType.Boolean, name);
        return _reader.ReadBoolean();
    }

    /// <summary>An exact number of bytes.</summary>
    public byte[] Bytes(string name, int length)
    {
        byte[] bytes = BytesUpTo(name, length);
        Require(bytes.Length == length, name, $"{length} bytes", $"{bytes.Length}");
        return bytes;
    }

    /// <summary>At most a number of bytes.</summary>
    public byte[] BytesUpTo(string name, int maximum)
    {
        Expect(MessagePackType.Binary, name);
        ReadOnlySequence<byte> bytes;
        try
        {
            bytes = _reader.ReadBytes()!.Value;
        }
        catch (Exception problem) when (IsMalformed(problem))
        {
            throw Failure(name, "bytes", "fewer than were announced", problem);
        }

        Require(bytes.Length <= maximum, name, $"at most {maximum} bytes", $"{bytes.Length}");
        return bytes.ToArray();
    }

    /// <summary>32 bytes.</summary>
    public Bytes32 Hash(string name) => new(Bytes(name, Bytes32.Size));

    /// <summary>20 bytes.</summary>
    public EthAddress Address(string name) => new(Bytes(name, EthAddress.Size));

    /// <summary>A number below 2^128 as 16 big-endian bytes.</summary>
    public UInt128 Amount(string name) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(Bytes(name, WireWriter.AmountSize));

    /// <summary>A field element as 32 big-endian bytes.</summary>
    public Fr Element(string name)
    {
        bool valid = Fr.TryFromBytes(Bytes(name, Bytes32.Size), out Fr value);
        Require(valid, name, "a number below r", "a larger one");
        return value;
    }

    /// <summary>Unix seconds, below 2^40.</summary>
    public ulong Time(string name) => Integer(name, (1UL << SignedFields.TimeBits) - 1);

    /// <summary>The code of an operation, between two others.</summary>
    public OperationCode Code(OperationCode first, OperationCode last)
    {
        const string Name = "code";
        ulong code = Integer(Name, byte.MaxValue);
        bool known = code >= (ulong)first && code <= (ulong)last;
        Require(known, Name, $"{(int)first} to {(int)last}", $"{code}");
        return (OperationCode)code;
    }

    /// <summary>Nothing may be left.</summary>
    public readonly void End()
    {
        if (!_reader.End)
        {
            throw new EnvelopeException("The envelope is complete, but more bytes follow.");
        }
    }

    /// <summary>Refuses a field.</summary>
    public readonly void Require(bool condition, string name, string expected, string found)
    {
        if (!condition)
        {
            throw Failure(name, expected, found, null);
        }
    }

    private int ArrayHeader(string name)
    {
        Expect(MessagePackType.Array, name);
        try
        {
            return _reader.ReadArrayHeader();
        }
        catch (Exception problem) when (IsMalformed(problem))
        {
            throw Failure(name, "an array", "fewer bytes than it would take", problem);
        }
    }

    private readonly void Expect(MessagePackType expected, string name)
    {
        Require(!_reader.End, name, Text(expected), "the end of the bytes");
        MessagePackType found = _reader.NextMessagePackType;
        Require(found == expected, name, Text(expected), Text(found));
    }

    private readonly EnvelopeException Failure(string name, string expected, string found, Exception? cause)
    {
        string where = _place.Length == 0 ? name : $"{_place}.{name}";
        string message = $"Envelope field {where}: expected {expected}, found {found}.";
        return cause is null ? new EnvelopeException(message) : new EnvelopeException(message, cause);
    }

    /// <summary>What readers throw at hostile bytes; the last two come from some versions of the package.</summary>
    private static bool IsMalformed(Exception problem) => problem
        is MessagePackSerializationException or EndOfStreamException
        or OverflowException or ArgumentOutOfRangeException;

    /// <summary>Not one of the forms that can hold a negative number; the package would read them as well.</summary>
    private static bool IsUnsigned(byte code) =>
        code is <= MessagePackCode.MaxFixInt or (>= MessagePackCode.UInt8 and <= MessagePackCode.UInt64);

    private static string Text(MessagePackType type) => type switch
    {
        MessagePackType.Integer => "an integer",
        MessagePackType.Boolean => "true or false",
        MessagePackType.Binary => "bytes",
        MessagePackType.Array => "an array",
        MessagePackType.Nil => "nil",
        MessagePackType.String => "a string",
        MessagePackType.Map => "a map",
        MessagePackType.Float => "a floating-point number",
        MessagePackType.Extension => "an extension",
        _ => "no MessagePack value",
    };
}
