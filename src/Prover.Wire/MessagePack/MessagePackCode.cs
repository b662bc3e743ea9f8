namespace MessagePack;

/// <summary>
/// First bytes of MessagePack values: https://github.com/msgpack/msgpack/blob/master/spec.md, "Formats".
/// </summary>
internal static class MessagePackCode
{
    public const byte MaxFixInt = 0x7F;
    public const byte MinFixArray = 0x90;
    public const byte MaxFixArray = 0x9F;
    public const byte MinFixStr = 0xA0;
    public const byte MaxFixStr = 0xBF;
    public const byte Nil = 0xC0;
    public const byte False = 0xC2;
    public const byte True = 0xC3;
    public const byte Bin8 = 0xC4;
    public const byte Bin16 = 0xC5;
    public const byte Bin32 = 0xC6;
    public const byte UInt8 = 0xCC;
    public const byte UInt16 = 0xCD;
    public const byte UInt32 = 0xCE;
    public const byte UInt64 = 0xCF;
    public const byte Str8 = 0xD9;
    public const byte Str16 = 0xDA;
    public const byte Str32 = 0xDB;
    public const byte Array16 = 0xDC;
    public const byte Array32 = 0xDD;

    /// <summary>The kind of value that a first byte announces.</summary>
    public static MessagePackType TypeOf(byte code) => code switch
    {
        <= 0x7F or >= 0xE0 or (>= 0xCC and <= 0xD3) => MessagePackType.Integer,
        <= 0x8F or 0xDE or 0xDF => MessagePackType.Map,
        <= 0x9F or 0xDC or 0xDD => MessagePackType.Array,
        <= 0xBF or (>= 0xD9 and <= 0xDB) => MessagePackType.String,
        Nil => MessagePackType.Nil,
        False or True => MessagePackType.Boolean,
        >= 0xC4 and <= 0xC6 => MessagePackType.Binary,
        0xCA or 0xCB => MessagePackType.Float,
        (>= 0xC7 and <= 0xC9) or (>= 0xD4 and <= 0xD8) => MessagePackType.Extension,
        _ => MessagePackType.Unknown,
    };
}
