namespace MessagePack;

/// <summary>What kind of value comes next; the names and numbers of the MessagePack package.</summary>
internal enum MessagePackType : byte
{
    Unknown = 0,
    Integer = 1,
    Nil = 2,
    Boolean = 3,
    Float = 4,
    String = 5,
    Binary = 6,
    Array = 7,
    Map = 8,
    Extension = 9,
}
