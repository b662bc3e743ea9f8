namespace Prover.Host.Demo;

/// <summary>What the demo did and measured; the JSON file has these fields.</summary>
internal sealed record DemoReport
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The program, with its commit.</summary>
    public required string Version { get; init; }

    /// <summary>The device that proved.</summary>
    public required string Device { get; init; }

    /// <summary>The circuit's hash.</summary>
    public required string CircuitId { get; init; }

    /// <summary>The circuit's size.</summary>
    public required string Capacities { get; init; }

    /// <summary>Time of the setup in milliseconds; 0 when the keys came from the cache.</summary>
    public required long SetupMs { get; init; }

    /// <summary>Gas of the contract's creation.</summary>
    public required long DeployGas { get; init; }

    /// <summary>One entry per accepted block.</summary>
    public required IReadOnlyList<BlockReport> Blocks { get; init; }

    /// <summary>Rows of the transfer file that are in no block, by reason.</summary>
    public required IReadOnlyDictionary<string, int> RowsLeftOut { get; init; }

    /// <summary>Whether the contract's root after the last block is the one that was computed here.</summary>
    public required bool L1RootMatches { get; init; }

    /// <summary>Whether the diffs in the contract's events alone lead to that root.</summary>
    public required bool StateRebuiltFromL1 { get; init; }

    /// <summary>Withdrawals that were claimed and arrived at their owners.</summary>
    public required int WithdrawalsClaimed { get; init; }

    /// <summary>Wall time of the whole run in milliseconds.</summary>
    public required long TotalMs { get; init; }
}

/// <summary>One block that the contract accepted.</summary>
internal sealed record BlockReport
{
    /// <summary>The block's number.</summary>
    public required uint Number { get; init; }

    /// <summary>Transfers in it.</summary>
    public required int Transfers { get; init; }

    /// <summary>Transfers, withdrawals and L1 requests in it.</summary>
    public required int Operations { get; init; }

    /// <summary>Constraints of its circuit.</summary>
    public required int Constraints { get; init; }

    /// <summary>Marginal constraints of one more transfer in its circuit.</summary>
    public required double ConstraintsPerTransfer { get; init; }

    /// <summary>Time to make the witness, from the envelope on.</summary>
    public required long WitnessMs { get; init; }

    /// <summary>Time to prove.</summary>
    public required long ProveMs { get; init; }

    /// <summary>Time to verify the proof here.</summary>
    public required long VerifyMs { get; init; }

    /// <summary>Bytes of the proof as L1 gets it.</summary>
    public required int ProofBytes { get; init; }

    /// <summary>Bytes of the compressed state diff.</summary>
    public required int DiffBytes { get; init; }

    /// <summary>Bytes of the envelope that the witness was made from.</summary>
    public required int EnvelopeBytes { get; init; }

    /// <summary>Gas of the submitting transaction.</summary>
    public required long GasUsed { get; init; }

    /// <summary>State root before the block.</summary>
    public required string OldRoot { get; init; }

    /// <summary>State root after the block.</summary>
    public required string NewRoot { get; init; }
}
