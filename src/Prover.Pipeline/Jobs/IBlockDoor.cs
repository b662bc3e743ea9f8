namespace Prover.Pipeline;

/// <summary>Where blocks come in, whatever the door: HTTP or a broker. Both have this one meaning.</summary>
public interface IBlockDoor
{
    /// <summary>Takes a block envelope, hostile or not. When the answer is Accepted or Same, it is stored
    /// durably.</summary>
    /// <param name="key">The sequencer's idempotency key.</param>
    /// <param name="envelope">The bytes of a block envelope.</param>
    /// <param name="cancel">Gives up; the block may or may not have been taken, and asking again tells.</param>
    /// <exception cref="JobStoreException">The store cannot write; nothing was taken.</exception>
    Task<Admission> AdmitAsync(string key, ReadOnlyMemory<byte> envelope, CancellationToken cancel);
}
