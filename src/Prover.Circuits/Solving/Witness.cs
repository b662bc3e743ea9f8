using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>The values of all wires of a circuit; secret but for the public inputs. Disposing clears them.</summary>
public sealed class Witness : IDisposable
{
    private readonly Fr[] _values;
    private bool _disposed;

    internal Witness(Fr[] values, int publicCount, IReadOnlyList<UnsatisfiedConstraint> failures)
    {
        _values = values;
        PublicCount = publicCount;
        Failures = failures;
    }

    /// <summary>Number of public inputs.</summary>
    public int PublicCount { get; }

    /// <summary>All wires in the order of <see cref="R1cs"/>; the first is 1.</summary>
    /// <exception cref="ObjectDisposedException">The witness was cleared.</exception>
    public ReadOnlySpan<Fr> Values => Cleared() ? default : _values;

    /// <summary>The values of the public inputs, in order.</summary>
    /// <exception cref="ObjectDisposedException">The witness was cleared.</exception>
    public ReadOnlySpan<Fr> PublicInputs => Values.Slice(1, PublicCount);

    /// <summary>Same as <see cref="Values"/>, pinned for its whole life, for calls that outlive a span.</summary>
    /// <exception cref="ObjectDisposedException">The witness was cleared.</exception>
    public ReadOnlyMemory<Fr> Memory => Cleared() ? default : _values;

    /// <summary>Assertions that failed; empty unless the solve was told to go on after a failure.</summary>
    public IReadOnlyList<UnsatisfiedConstraint> Failures { get; }

    /// <summary>Overwrites all values with zeros.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_values.AsSpan()));
        _disposed = true;
    }

    private bool Cleared()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return false;
    }
}
