namespace MessagePack;

/// <summary>Bytes are not the MessagePack value that was asked for.</summary>
internal sealed class MessagePackSerializationException : Exception
{
    public MessagePackSerializationException()
    {
    }

    public MessagePackSerializationException(string message)
        : base(message)
    {
    }

    public MessagePackSerializationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
