using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>All that is needed to repeat a failed attempt elsewhere.</summary>
/// <remarks>
/// No wire of an assignment and no key is in it. The envelope is: everything in it is posted to L1 or follows from what
/// is posted, except that a block that failed has not been posted yet, so a bundle is kept like an envelope.
/// </remarks>
public sealed record ReplayBundle
{
    /// <summary>The version of the file's form that this code writes and reads.</summary>
    public const int Version = 1;

    /// <summary>The job.</summary>
    public required JobId Job { get; init; }

    /// <summary>The fencing number of the attempt.</summary>
    public required long Fence { get; init; }

    /// <summary>The circuit.</summary>
    public required Bytes32 CircuitId { get; init; }

    /// <summary>Keccak-256 of the verifying key in EVM form, as L1 has it; null if the keeper has no key.</summary>
    public Bytes32? KeyHash { get; init; }

    /// <summary>The worker.</summary>
    public required string Worker { get; init; }

    /// <summary>Its device.</summary>
    public required string Device { get; init; }

    /// <summary>The versions of what ran: one line.</summary>
    public required string Software { get; init; }

    /// <summary>The stage that failed: Witness or Prove.</summary>
    public required JobStage Stage { get; init; }

    /// <summary>The kind of failure.</summary>
    public required WorkFailureKind Kind { get; init; }

    /// <summary>Why: one line without secrets.</summary>
    public required string Reason { get; init; }

    /// <summary>
    /// <see cref="IPreparedBlock.Digest"/> of the assignment; null if there was none or it was not kept.
    /// </summary>
    public ContentHash? Assignment { get; init; }

    /// <summary>The bytes of the block envelope.</summary>
    public required ReadOnlyMemory<byte> Envelope { get; init; }
}
