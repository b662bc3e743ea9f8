namespace Prover.Pipeline;

/// <summary>A contract refused a call.</summary>
public sealed class L1RevertException : L1Exception
{
    /// <summary>A refusal that nobody has decoded.</summary>
    public L1RevertException(string message, ReadOnlyMemory<byte> data)
        : this(message, data, null, [])
    {
    }

    /// <summary>A refusal by a named error of the contract.</summary>
    public L1RevertException(
        string message, ReadOnlyMemory<byte> data, string? errorName, IReadOnlyList<object> arguments)
        : base(message)
    {
        RevertData = data;
        ErrorName = errorName;
        Arguments = arguments;
    }

    /// <summary>What the contract gave back: the error's selector and its arguments, or nothing.</summary>
    public ReadOnlyMemory<byte> RevertData { get; }

    /// <summary>The name of the contract's error; null if it has none or is unknown.</summary>
    public string? ErrorName { get; }

    /// <summary>The arguments of the named error.</summary>
    public IReadOnlyList<object> Arguments { get; }
}
