using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>A device with the keys of some circuits: proves blocks.</summary>
/// <remarks>One block may be prepared while another is being proven: that is how two blocks overlap.</remarks>
public interface IBlockProver
{
    /// <summary>The device's name.</summary>
    string Device { get; }

    /// <summary>The circuits that it has keys for.</summary>
    IReadOnlyList<Bytes32> Circuits { get; }

    /// <summary>Keccak-256 of the circuit's verifying key in EVM form; null if it is not known.</summary>
    Bytes32? KeyHash(Bytes32 circuit) => null;

    /// <summary>Checks an envelope and computes the assignment of its circuit.</summary>
    /// <exception cref="BlockFailureException">The block is refused or does not satisfy; or the machine
    /// failed.</exception>
    IPreparedBlock Prepare(ReadOnlyMemory<byte> envelope, CancellationToken cancel);

    /// <summary>Proves; the proof in EVM form, 256 bytes. It is not verified here.</summary>
    /// <exception cref="BlockFailureException">The device failed.</exception>
    ReadOnlyMemory<byte> Prove(IPreparedBlock block, IProgress<double> progress, CancellationToken cancel);

    /// <summary>Whether a proof of a prepared block verifies.</summary>
    bool Verify(IPreparedBlock block, ReadOnlySpan<byte> proof);
}
