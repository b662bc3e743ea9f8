using Prover.Groth16;
using Prover.Rollup;
using Prover.Wire;
using Prover.Witness;

namespace Prover.Pipeline;

/// <summary>Composes and verifies submissions of some circuits.</summary>
/// <remarks>Everything but the proof is computed from the envelope by executing it again; a worker is believed
/// nothing.</remarks>
public sealed class ProofChecker : IProofChecker
{
    private readonly Dictionary<Bytes32, Served> _circuits = [];

    /// <summary>A checker for circuits with their verifying keys.</summary>
    public ProofChecker(IEnumerable<(Bytes32 Circuit, BlockCapacities Capacities, VerifyingKey Key)> circuits)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        foreach ((Bytes32 circuit, BlockCapacities capacities, VerifyingKey key) in circuits)
        {
            _circuits[circuit] = new Served(
                new EnvelopeChecker(circuit, capacities), new BlockProofVerifier(key, circuit, capacities));
        }
    }

    /// <inheritdoc/>
    public BlockSubmission Compose(ReadOnlyMemory<byte> envelope, ReadOnlyMemory<byte> proof)
    {
        BlockEnvelope decoded = BlockEnvelopeCodec.Decode(envelope);
        if (!_circuits.TryGetValue(decoded.Header.CircuitId, out Served? served))
        {
            throw new EnvelopeRefusedException(EnvelopeRefusal.WrongCircuit, $"circuit {decoded.Header.CircuitId}");
        }

        CheckedBlock block = served.Checker.Check(decoded);
        return BlockSubmission.Of(block.Block, block.Inputs.C, block.Diff, proof);
    }

    /// <inheritdoc/>
    public bool Verify(BlockSubmission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return _circuits.TryGetValue(submission.Header.CircuitId, out Served? served)
            && served.Verifier.Verify(submission);
    }

    private sealed record Served(EnvelopeChecker Checker, BlockProofVerifier Verifier);
}
