namespace Prover.Groth16;

/// <summary>A key is not what it should be: cut short, altered, foreign, or unsafe. The message is one line.</summary>
public sealed class KeyFileException : Exception
{
    /// <summary>Makes the exception with its one line: what was expected, what was found, what to do.</summary>
    /// <param name="place">The file, or what else the key was read from.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="cause">The exception behind it, if any.</param>
    public KeyFileException(string place, string expected, string found, string remedy, Exception? cause = null)
        : base($"{place}: expected {expected}, found {found}; {remedy}", cause)
    {
        Place = place;
        Expected = expected;
        Found = found;
        Remedy = remedy;
    }

    /// <summary>The file, or what else the key was read from.</summary>
    public string Place { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Found { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
