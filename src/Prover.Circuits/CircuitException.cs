namespace Prover.Circuits;

/// <summary>
/// A circuit is ill-formed, or an assignment has another shape than the circuit. Carries no witness values.
/// </summary>
public sealed class CircuitException : Exception
{
    /// <summary>With a message that says what was expected and what was found.</summary>
    public CircuitException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public CircuitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without a message.</summary>
    public CircuitException()
    {
    }
}
