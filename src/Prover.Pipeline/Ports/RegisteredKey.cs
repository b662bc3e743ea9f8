using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>A verifying key by its hash, and what fits into a block of its circuit.</summary>
/// <param name="KeyHash">Keccak-256 of the key's 704 bytes in EVM form.</param>
/// <param name="Capacities">The capacities.</param>
public sealed record RegisteredKey(Bytes32 KeyHash, BlockCapacities Capacities)
{
    /// <summary>Key hash and capacities on one line.</summary>
    public override string ToString() =>
        $"key {KeyHash} for {Capacities.L1Slots}/{Capacities.Withdrawals}/{Capacities.Transfers}/"
        + $"{Capacities.Touched}/{Capacities.NewAccounts}";
}
