namespace Prover.Pipeline;

/// <summary>Looks at a proof as the contract will: from what will be posted.</summary>
public interface IProofChecker
{
    /// <summary>What would be posted for an envelope and a proof.</summary>
    /// <exception cref="Wire.EnvelopeException">The bytes are not an envelope.</exception>
    /// <exception cref="Witness.EnvelopeRefusedException">Its parts do not belong together.</exception>
    BlockSubmission Compose(ReadOnlyMemory<byte> envelope, ReadOnlyMemory<byte> proof);

    /// <summary>Whether the proof of a submission verifies.</summary>
    bool Verify(BlockSubmission submission);
}
