using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Shorter ways to say what the port can do.</summary>
public static class ComputeDeviceExtensions
{
    /// <summary>A vector with a copy of <paramref name="values"/>.</summary>
    public static ResidentFrVector UploadFr(this IComputeDevice device, ReadOnlySpan<Fr> values)
    {
        ArgumentNullException.ThrowIfNull(device);
        ResidentFrVector vector = device.AllocateFr(values.Length);
        device.Upload(values, vector);
        return vector;
    }

    /// <summary>A copy of a vector in host memory.</summary>
    public static Fr[] DownloadFr(this IComputeDevice device, ResidentFrVector vector)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(vector);
        var values = new Fr[vector.Length];
        device.Download(vector, values);
        return values;
    }

    /// <summary>Points of G1 with a copy of <paramref name="points"/>.</summary>
    public static ResidentG1 UploadG1(this IComputeDevice device, ReadOnlySpan<G1Affine> points)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.LoadG1(AlignedBuffer<G1Affine>.From(points).Memory);
    }

    /// <summary>Points of G2 with a copy of <paramref name="points"/>.</summary>
    public static ResidentG2 UploadG2(this IComputeDevice device, ReadOnlySpan<G2Affine> points)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.LoadG2(AlignedBuffer<G2Affine>.From(points).Memory);
    }

    /// <summary>Positions with a copy of <paramref name="indices"/>.</summary>
    public static ResidentIndices UploadIndices(this IComputeDevice device, ReadOnlySpan<uint> indices)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.LoadIndices(AlignedBuffer<uint>.From(indices).Memory);
    }

    /// <summary>One Σ kᵢ·Pᵢ in G1.</summary>
    public static G1Affine Msm(
        this IComputeDevice device, ResidentG1 points, ResidentFrVector scalars, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Msm([new MsmG1(points, scalars)], budget)[0];
    }

    /// <summary>One Σ kᵢ·Pᵢ in G2.</summary>
    public static G2Affine Msm(
        this IComputeDevice device, ResidentG2 points, ResidentFrVector scalars, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Msm([new MsmG2(points, scalars)], budget)[0];
    }

    /// <summary>Transforms one vector in place; see <see cref="IComputeDevice.Ntt"/>.</summary>
    public static void Ntt(
        this IComputeDevice device, ResidentFrVector vector, NttDirection direction, in Fr shift, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.Ntt([vector], direction, in shift, budget);
    }
}
