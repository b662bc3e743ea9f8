using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>A verifying key loaded into the memory of a device: e(α, β) is computed once, and so is what pairings with
/// γ, δ and β share.</summary>
/// <remarks>Several threads may verify with it at once. Dispose it before the device. About 35 KiB on the native
/// device.</remarks>
public sealed class PreparedVerifyingKey : IDisposable
{
    /// <summary>Prepares a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="device">Who computes; it may be another one than the device that makes the proofs.</param>
    public PreparedVerifyingKey(VerifyingKey key, IComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(device);
        Key = key;
        Device = device;
        GammaDeltaBeta = device.LoadPairingPoints([key.Gamma, key.Delta, key.Beta]);
        var terms = new PairingTerms { P = [key.Alpha], Q = [key.Beta] };
        if (!device.TryPairingProduct(terms, default, out Fq12 alphaBeta, ComputeBudget.SingleThread))
        {
            throw new DeviceException($"{device.Name} calls points of a checked verifying key invalid.");
        }

        AlphaBeta = alphaBeta;
    }

    /// <summary>The key.</summary>
    public VerifyingKey Key { get; }

    /// <summary>The device that holds it.</summary>
    public IComputeDevice Device { get; }

    /// <summary>e(α, β).</summary>
    internal Fq12 AlphaBeta { get; }

    /// <summary>γ and δ, which every proof is paired with, and β, which only batches are.</summary>
    internal ResidentPairingPoints GammaDeltaBeta { get; }

    /// <summary>Gives back what the device holds of the key.</summary>
    public void Dispose() => GammaDeltaBeta.Dispose();
}
