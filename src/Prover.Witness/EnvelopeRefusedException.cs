namespace Prover.Witness;

/// <summary>
/// An envelope was read, but its parts do not belong together. The message is one line and holds no values.
/// </summary>
public sealed class EnvelopeRefusedException : Exception
{
    /// <summary>Without a message.</summary>
    public EnvelopeRefusedException()
    {
    }

    /// <summary>With a message.</summary>
    public EnvelopeRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public EnvelopeRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With a reason and where it was found.</summary>
    public EnvelopeRefusedException(EnvelopeRefusal reason, string where)
        : base($"The block envelope is refused: {reason}, {where}.") => Reason = reason;

    /// <summary>Which part is wrong.</summary>
    public EnvelopeRefusal Reason { get; }
}
