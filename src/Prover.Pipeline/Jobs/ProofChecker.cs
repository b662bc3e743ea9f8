using Prover.Groth16;
using Prover.Rollup;
using Prover.Wire;
using Prover.Witness;

namespace Prover.Pipeline;

/// <summary>Composes and verifies submissions of some circuits.</summary>
/// <remarks>Everything but the proof is computed from the envelope by executing it again; a worker is believed
/// nothing. The last few blocks are remembered, since a block is looked at again when it is sent. Safe for
/// threads.</remarks>
public sealed class ProofChecker : IProofChecker
{
    /// <summary>Checked blocks that are remembered: a few MB for the largest circuit.</summary>
    private const int Remembered = 4;

    private readonly Dictionary<Bytes32, Served> _circuits = [];
    private readonly Lock _gate = new();
    private readonly LinkedList<(ContentHash Envelope, CheckedBlock Block)> _checked = [];

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
        CheckedBlock block = Check(envelope);
        return BlockSubmission.Of(block.Block, block.Inputs.C, block.Diff, proof);
    }

    /// <inheritdoc/>
    public bool Verify(BlockSubmission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return _circuits.TryGetValue(submission.Header.CircuitId, out Served? served)
            && served.Verifier.Verify(submission);
    }

    private CheckedBlock Check(ReadOnlyMemory<byte> envelope)
    {
        var hash = ContentHash.Of(envelope.Span);
        lock (_gate)
        {
            if (_checked.FirstOrDefault(known => known.Envelope == hash).Block is { } known)
            {
                return known;
            }
        }

        CheckedBlock block = CheckAnew(envelope);
        lock (_gate)
        {
            _ = _checked.AddFirst((hash, block));
            if (_checked.Count > Remembered)
            {
                _checked.RemoveLast();
            }
        }

        return block;
    }

    private CheckedBlock CheckAnew(ReadOnlyMemory<byte> envelope)
    {
        BlockEnvelope decoded = BlockEnvelopeCodec.Decode(envelope);
        if (!_circuits.TryGetValue(decoded.Header.CircuitId, out Served? served))
        {
            throw new EnvelopeRefusedException(EnvelopeRefusal.WrongCircuit, $"circuit {decoded.Header.CircuitId}");
        }

        return served.Checker.Check(decoded);
    }

    private sealed record Served(EnvelopeChecker Checker, BlockProofVerifier Verifier);
}
