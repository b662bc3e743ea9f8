using Prover.Algebra;
using Prover.Witness;

namespace Prover.Pipeline.Tests;

/// <summary>Believes the first byte of a proof: 1 is right, all others are wrong.</summary>
internal sealed class TextChecker : IProofChecker
{
    /// <summary>Envelopes that do not hold together.</summary>
    public HashSet<ContentHash> Refused { get; } = [];

    /// <summary>Thrown by the next looks while it is set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How many proofs were looked at.</summary>
    public int Looks { get; private set; }

    public static bool IsRight(ReadOnlySpan<byte> proof) => proof[0] == 1;

    public BlockSubmission Compose(ReadOnlyMemory<byte> envelope, ReadOnlyMemory<byte> proof)
    {
        if (Fault is { } fault)
        {
            throw fault;
        }

        return Refused.Contains(ContentHash.Of(envelope.Span))
            ? throw new EnvelopeRefusedException(EnvelopeRefusal.Commitment, "refused")
            : new BlockSubmission(null!, [], default(Fr), envelope, proof);
    }

    public bool Verify(BlockSubmission submission)
    {
        Looks++;
        return IsRight(submission.Proof.Span);
    }
}
