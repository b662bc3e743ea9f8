namespace Prover.Circuits;

/// <summary>
/// An assignment does not satisfy its circuit. Shows values of public inputs only, unless told otherwise.
/// </summary>
public sealed class UnsatisfiedException : Exception
{
    /// <summary>With the constraint that failed first.</summary>
    public UnsatisfiedException(UnsatisfiedConstraint constraint)
        : base(constraint?.ToString()) => Constraint = constraint;

    /// <summary>Without a constraint.</summary>
    public UnsatisfiedException()
    {
    }

    /// <summary>With a message.</summary>
    public UnsatisfiedException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public UnsatisfiedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The constraint that failed, if known.</summary>
    public UnsatisfiedConstraint? Constraint { get; }
}
