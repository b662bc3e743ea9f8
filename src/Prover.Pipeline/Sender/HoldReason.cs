namespace Prover.Pipeline;

/// <summary>Why a job does not go on: a word for programs and a line for people.</summary>
/// <param name="Code">One of the codes below.</param>
/// <param name="Text">What is the matter, with the values, and what helps.</param>
public sealed record HoldReason(string Code, string Text)
{
    /// <summary>The base fee is above the cap, nothing is signed; ends by itself.</summary>
    public const string Fees = "fees";

    /// <summary>A transaction may not rise further; ends by itself when fees fall, or by raising its cap.</summary>
    public const string Capped = "capped";

    /// <summary>It offers far more than L1 asks and is in no block all the same; ends by itself.</summary>
    public const string Ignored = "ignored";

    /// <summary>The account cannot pay; ends by itself when it can.</summary>
    public const string Balance = "balance";

    /// <summary>Somebody else uses the account; ends by itself when it is certain what became of the nonce.</summary>
    public const string Foreign = "foreign";

    /// <summary>A nonce below is missing on L1; ends by itself when it is filled.</summary>
    public const string Gap = "gap";

    /// <summary>L1 and the block disagree about what was before it.</summary>
    public const string Mismatch = "mismatch";

    /// <summary>L1 has another block under this number.</summary>
    public const string Conflict = "conflict";

    /// <summary>The contract would refuse it; nothing was sent.</summary>
    public const string Refused = "refused";

    /// <summary>The contract did refuse it in a block; stays until an operator retries.</summary>
    public const string Reverted = "reverted";

    /// <summary>L1 took back what was final; stays until an operator retries or L1 has it again.</summary>
    public const string Alarm = "alarm";

    /// <summary>The submission cannot be put together here.</summary>
    public const string Unready = "unready";

    /// <summary>Codes whose texts carry values that change all the time: only the code is compared.</summary>
    private static readonly string[] s_volatile = [Fees, Capped, Ignored, Balance, Foreign, Gap];

    /// <summary>Whether only an operator ends it.</summary>
    public static bool IsSticky(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Is(job, Reverted) || Is(job, Alarm);
    }

    /// <summary>Whether a job is held for a reason of this code.</summary>
    public static bool Is(Job? job, string code) => job is { State: JobState.Held, Reason: { } reason }
        && reason.StartsWith(code + ": ", StringComparison.Ordinal);

    /// <summary>Whether a job is held for this reason already.</summary>
    public bool Holds(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return s_volatile.Contains(Code)
            ? Is(job, Code)
            : job is { State: JobState.Held, Reason: { } reason } && Stable(reason) == Stable(ToString());
    }

    /// <summary>Without what stands in brackets: an argument of the contract's error may be the time, and what a node
    /// says beside it may be another each time.</summary>
    private string Stable(string reason) => Code == Refused ? reason.Split('(')[0] : reason;

    /// <summary>Code, colon, text: as it is stored with the job.</summary>
    public override string ToString() => $"{Code}: {Text}";
}
