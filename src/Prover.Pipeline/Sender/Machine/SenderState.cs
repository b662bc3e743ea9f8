using System.Collections.Immutable;

namespace Prover.Pipeline;

/// <summary>What is stored, as far as the sender decides by it.</summary>
public sealed record SenderState
{
    /// <summary>Jobs in Submit and Final that wait, run or are held, in block order.</summary>
    public required IReadOnlyList<Job> Jobs { get; init; }

    /// <summary>The transactions from <see cref="Floor"/> on, by nonce.</summary>
    public required IReadOnlyList<L1Transaction> Rows { get; init; }

    /// <summary>All transactions below this nonce are settled for ever.</summary>
    public required ulong Floor { get; init; }

    /// <summary>How far everything is final; null before the first final block.</summary>
    public required FinalMark? Mark { get; init; }

    /// <summary>Caps that an operator set for single transactions, by nonce.</summary>
    public required ImmutableDictionary<ulong, FeeCaps> Caps { get; init; }
}
