namespace Prover.Host.Cli;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Wrong usage, or an error that no other code names.</summary>
    public const int Usage = 1;

    /// <summary>A proof does not verify.</summary>
    public const int InvalidProof = 2;

    /// <summary>An input does not satisfy the circuit.</summary>
    public const int Unsatisfied = 3;

    /// <summary>A file is damaged, or files do not belong together.</summary>
    public const int FileMismatch = 4;

    /// <summary>The device that was asked for does not work.</summary>
    public const int Device = 5;

    /// <summary>A measurement is worse than its baseline.</summary>
    public const int Regression = 6;

    /// <summary>The node does not answer at its address.</summary>
    public const int Unreachable = 7;

    /// <summary>The node expects a token, or another one.</summary>
    public const int Token = 8;

    /// <summary>The node has no such job, device or bundle.</summary>
    public const int NotFound = 9;

    /// <summary>The node refuses: the job, the device or the transaction is not in a state for it.</summary>
    public const int Refused = 10;

    /// <summary>Cancelled by the user (128 + SIGINT).</summary>
    public const int Cancelled = 130;
}
