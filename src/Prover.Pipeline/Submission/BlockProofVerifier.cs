using Prover.Algebra;
using Prover.Groth16;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>Verifies a submission as the contract will: from what is posted, not from what the prover says.</summary>
public sealed class BlockProofVerifier
{
    private readonly VerifyingKey _key;
    private readonly Bytes32 _circuitId;
    private readonly BlockCapacities _capacities;

    /// <summary>A verifier of the blocks of one circuit.</summary>
    /// <exception cref="ArgumentException">The key is not for three public inputs.</exception>
    public BlockProofVerifier(VerifyingKey key, Bytes32 circuitId, BlockCapacities capacities)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(capacities);
        if (key.PublicCount != 3)
        {
            throw new ArgumentException($"Expected a key for 3 public inputs, found {key.PublicCount}.", nameof(key));
        }

        _key = key;
        _circuitId = circuitId;
        _capacities = capacities;
    }

    /// <summary>
    /// True if the diff is in its one canonical form, fits the circuit, and the proof holds for the public words that
    /// the contract will rebuild from it.
    /// </summary>
    public bool Verify(BlockSubmission block)
    {
        ArgumentNullException.ThrowIfNull(block);
        BlockHeader header = block.Header;
        DiffError error =
            DiffCodec.TryDecode(block.Diff.Span, _capacities, header.AccountCount, out StateDiff? diff);
        if (error != DiffError.None
            || !PublicWords.Fits(header)
            || header.CircuitId != _circuitId
            || block.Requests.Count > _capacities.L1Slots
            || !Proof.TryFromBytes(block.Proof.Span, out Proof? proof, out _))
        {
            return false;
        }

        Fr[] words = PublicWords.Build(header, block.Requests, diff!, _capacities);
        Fr z = BlockBinding.Challenge(block.Commitment, header, words, block.Diff.Span);
        return Groth16.Verify.Proof(_key, proof, [block.Commitment, z, BlockBinding.Evaluate(words, in z)]);
    }
}
