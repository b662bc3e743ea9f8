using System.Buffers;
using System.Text;
using MessagePack;
using Prover.Rollup;

namespace Prover.Wire;

/// <summary>The fields that messages have and envelopes have not: texts, and fields that may be nil.</summary>
internal ref partial struct WireReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a nil if one is next.</summary>
    public bool Nil(string name)
    {
        Require(!_reader.End, name, "a value or nil", "the end of the bytes");
        return _reader.TryReadNil();
    }

    /// <summary>An integer in [0, maximum], or nil.</summary>
    public ulong? OptionalInteger(string name, ulong maximum) => Nil(name) ? null : Integer(name, maximum);

    /// <summary>32 bytes, or nil.</summary>
    public Bytes32? OptionalHash(string name) => Nil(name) ? null : Hash(name);

    /// <summary>One line of text, or nil.</summary>
    public string? OptionalText(string name, int maximum) => Nil(name) ? null : Text(name, maximum);

    /// <summary>One line of text: UTF-8 without control characters, 1 to so many bytes.</summary>
    public string Text(string name, int maximum)
    {
        Expect(MessagePackType.String, name);
        ReadOnlySequence<byte> bytes;
        try
        {
            bytes = _reader.ReadStringSequence()!.Value;
        }
        catch (Exception problem) when (IsMalformed(problem))
        {
            throw Failure(name, "a string", "fewer bytes than were announced", problem);
        }

        Require(bytes.Length is > 0 && bytes.Length <= maximum, name, $"1 to {maximum} bytes", $"{bytes.Length}");
        string text;
        try
        {
            text = StrictUtf8.GetString(bytes.ToArray());
        }
        catch (DecoderFallbackException problem)
        {
            throw Failure(name, "UTF-8", "something else", problem);
        }

        Require(!text.Any(char.IsControl), name, "one line of text", "control characters");
        return text;
    }

    /// <summary>1 to so many printable ASCII characters.</summary>
    public string Ascii(string name, int maximum)
    {
        string text = Text(name, maximum);
        Require(text.All(MessageText.IsPrintable), name, "printable ASCII", "other characters");
        return text;
    }
}
