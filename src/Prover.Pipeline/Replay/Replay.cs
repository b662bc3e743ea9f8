namespace Prover.Pipeline;

/// <summary>Repeats a failed attempt from its bundle.</summary>
public static class Replay
{
    /// <summary>Makes the assignment and the proof again, as far as it goes, and verifies.</summary>
    /// <param name="bundle">The attempt.</param>
    /// <param name="prover">A device with the circuit's key.</param>
    /// <param name="progress">Told the finished fraction of the proof.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ArgumentException">The device has no key for the circuit, or another key.</exception>
    public static ReplayReport Run(
        ReplayBundle bundle, IBlockProver prover, IProgress<double> progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(prover);
        ArgumentNullException.ThrowIfNull(progress);
        if (!prover.Circuits.Contains(bundle.CircuitId))
        {
            throw new ArgumentException($"{prover.Device} has no key for circuit {bundle.CircuitId}.", nameof(prover));
        }

        if (bundle.KeyHash is { } key && prover.KeyHash(bundle.CircuitId) is { } own && own != key)
        {
            throw new ArgumentException(
                $"The attempt was made with key {key}; {prover.Device} has {own}.", nameof(prover));
        }

        ContentHash? assignment = null;
        WorkFailure? failure;
        try
        {
            using IPreparedBlock block = prover.Prepare(bundle.Envelope, cancel);
            assignment = block.Digest();
            ReadOnlyMemory<byte> proof = prover.Prove(block, progress, cancel);
            failure = prover.Verify(block, proof.Span)
                ? null
                : new WorkFailure(
                    JobStage.Prove,
                    WorkFailureKind.WrongProof,
                    $"The proof made on {prover.Device} does not verify.");
        }
        catch (BlockFailureException found)
        {
            failure = new WorkFailure(found.Stage, found.Kind, Failing.Line(found.Message));
        }

        return new ReplayReport(bundle, failure, assignment);
    }
}
