namespace Prover.Wire;

/// <summary>
/// Bytes are not the envelope that was expected. The message is one line: where, what was expected, what was found.
/// </summary>
public sealed class EnvelopeException : Exception
{
    /// <summary>Without a message.</summary>
    public EnvelopeException()
    {
    }

    /// <summary>With a message.</summary>
    public EnvelopeException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public EnvelopeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
