using Prover.Rollup;

namespace Prover.L1;

/// <summary>A block circuit with its verifying key, as the contract takes it.</summary>
/// <param name="CircuitId">The circuit's id, not zero.</param>
/// <param name="Capacities">How much fits into its blocks.</param>
/// <param name="Development">Whether the key is stamped as made by a development setup.</param>
/// <param name="Key">
/// The key for three public inputs in EVM form, 704 bytes: α, β, γ, δ, IC₀ … IC₃, 32 big-endian bytes a coordinate, the
/// imaginary part of a G2 coordinate first.
/// </param>
public sealed record BlockVerifier(
    Bytes32 CircuitId, BlockCapacities Capacities, bool Development, ReadOnlyMemory<byte> Key)
{
    /// <summary>Bytes of a verifying key in EVM form.</summary>
    public const int KeyBytes = 704;

    /// <summary>The struct VerifierRegistration of the contract.</summary>
    internal object[] ToAbi() =>
    [
        CircuitId,
        new object[]
        {
            Capacities.L1Slots,
            Capacities.Withdrawals,
            Capacities.Transfers,
            Capacities.Touched,
            Capacities.NewAccounts,
        },
        Development,
        EvmWords.Split(Key.Span),
    ];
}
