namespace Prover.L1;

/// <summary>There is no usable private key where one was expected: one line, without anything of the key.</summary>
public sealed class AccountException : Exception
{
    /// <summary>Says what was expected and what to do.</summary>
    public AccountException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was expected and what it comes from.</summary>
    public AccountException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
