using Prover.Algebra;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>Compares the circuits of this machine with those that the contract was created with.</summary>
/// <remarks>
/// The contract gives back the whole key of a circuit (<c>verifyingKeyOf</c>) and its capacities, so that nothing needs
/// to be believed: both sides are hashed here.
/// </remarks>
public static class CircuitKeys
{
    /// <summary>One comparison for each local circuit, in order.</summary>
    /// <exception cref="L1Exception">The node does not tell, or there is no such contract.</exception>
    public static async Task<IReadOnlyList<CircuitKeyCheck>> CompareAsync(
        RollupContract rollup, IReadOnlyList<BlockVerifier> local, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rollup);
        ArgumentNullException.ThrowIfNull(local);
        List<CircuitKeyCheck> checks = [];
        foreach (BlockVerifier verifier in local)
        {
            (BlockCapacities Capacities, byte[] Key)? there =
                await rollup.FindVerifierAsync(verifier.CircuitId, cancel).ConfigureAwait(false);
            checks.Add(new CircuitKeyCheck(
                verifier.CircuitId,
                Side(verifier.Key.Span, verifier.Capacities),
                there is { } found ? Side(found.Key, found.Capacities) : null));
        }

        return checks;
    }

    private static RegisteredKey Side(ReadOnlySpan<byte> key, BlockCapacities capacities) =>
        new(new Bytes32(Keccak256.Hash(key)), capacities);
}
