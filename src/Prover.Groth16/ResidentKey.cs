using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>A proving key loaded into the memory of a device: loaded once, used for many proofs.</summary>
/// <remarks>Several threads may prove with it at once. Dispose it before the key and the device.</remarks>
public sealed class ResidentKey : IDisposable
{
    private readonly List<Resident> _handles = [];

    /// <summary>Loads a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="device">The device.</param>
    /// <param name="circuit">The circuit of the key, if unsatisfied constraints are to be named by their
    /// source.</param>
    /// <exception cref="KeyFileException">The key is for another circuit.</exception>
    public ResidentKey(ProvingKey key, IComputeDevice device, CompiledCircuit? circuit = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(device);
        if (circuit is not null && !circuit.Id.SequenceEqual(key.CircuitId))
        {
            throw new KeyFileException(
                key.Path,
                $"a key for circuit {Convert.ToHexStringLower(circuit.Id)}",
                $"one for circuit {Convert.ToHexStringLower(key.CircuitId)}",
                "make a key for this version of the circuit");
        }

        Key = key;
        Device = device;
        Circuit = circuit;
        A = Keep(device.LoadMatrix(key.A));
        B = Keep(device.LoadMatrix(key.B));
        C = Keep(device.LoadMatrix(key.C));
        WiresA = Keep(device.LoadIndices(key.Section<uint>(ProvingKeySection.WiresA)));
        WiresB = Keep(device.LoadIndices(key.Section<uint>(ProvingKeySection.WiresB)));
        PointsA = Keep(device.LoadG1(key.Section<G1Affine>(ProvingKeySection.PointsA)));
        PointsB1 = Keep(device.LoadG1(key.Section<G1Affine>(ProvingKeySection.PointsB1)));
        PointsB2 = Keep(device.LoadG2(key.Section<G2Affine>(ProvingKeySection.PointsB2)));
        PointsC = Keep(device.LoadG1(key.Section<G1Affine>(ProvingKeySection.PointsC)));
        PointsH = Keep(device.LoadG1(key.Section<G1Affine>(ProvingKeySection.PointsH)));
        VerifyingKey = new PreparedVerifyingKey(key.VerifyingKey, device);
    }

    /// <summary>The key.</summary>
    public ProvingKey Key { get; }

    /// <summary>The device that holds it.</summary>
    public IComputeDevice Device { get; }

    /// <summary>The circuit, if it was given.</summary>
    internal CompiledCircuit? Circuit { get; }

    /// <summary>What verifies its proofs, on the same device.</summary>
    public PreparedVerifyingKey VerifyingKey { get; }

    internal ResidentMatrix A { get; }

    internal ResidentMatrix B { get; }

    internal ResidentMatrix C { get; }

    internal ResidentIndices WiresA { get; }

    internal ResidentIndices WiresB { get; }

    internal ResidentG1 PointsA { get; }

    internal ResidentG1 PointsB1 { get; }

    internal ResidentG2 PointsB2 { get; }

    internal ResidentG1 PointsC { get; }

    internal ResidentG1 PointsH { get; }

    /// <summary>Gives the memory of the device back.</summary>
    public void Dispose()
    {
        VerifyingKey.Dispose();
        foreach (Resident handle in _handles)
        {
            handle.Dispose();
        }

        _handles.Clear();
    }

    private THandle Keep<THandle>(THandle handle)
        where THandle : Resident
    {
        _handles.Add(handle);
        return handle;
    }
}
