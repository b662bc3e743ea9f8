using Prover.Algebra;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Compute.Tests;

/// <summary>What every device must do: all cases once; a device's test class only says how to make one.</summary>
public abstract partial class DeviceContract : IDisposable
{
    private static readonly ComputeBudget Budget = new(2);
    private readonly IComputeDevice _device;
    private readonly Samples _samples;

    protected DeviceContract(IComputeDevice device, ITestOutputHelper output)
    {
        _device = device;
        _samples = new Samples(output);
    }

    /// <summary>Lengths around the edges of blocks, chunks and recursion levels.</summary>
    private static readonly int[] EdgeLengths = [0, 1, 2, 3, 7, 8, 9, 31, 32, 33, 255, 256, 257];

    public void Dispose()
    {
        _device.Dispose();
        GC.SuppressFinalize(this);
    }

    [DeviceFact]
    public void What_is_uploaded_comes_back()
    {
        Fr[] values = [Fr.Zero, Fr.One, Samples.Largest, .. _samples.Scalars(5)];
        using ResidentFrVector vector = _device.UploadFr(values);

        Assert.Equal(values, _device.DownloadFr(vector));
    }

    [DeviceFact]
    public void A_new_vector_is_zero()
    {
        using ResidentFrVector vector = _device.AllocateFr(100);

        Assert.All(_device.DownloadFr(vector), value => Assert.Equal(Fr.Zero, value));
    }

    [DeviceFact]
    public void A_slice_shares_the_memory_of_its_vector()
    {
        Fr[] values = _samples.Scalars(10);
        using ResidentFrVector vector = _device.UploadFr(values);
        using (ResidentFrVector slice = vector.Slice(3, 4))
        {
            Assert.Equal(values[3..7], _device.DownloadFr(slice));
            _device.Upload(new Fr[4], slice);
        }

        Assert.Equal([.. values[..3], .. new Fr[4], .. values[7..]], _device.DownloadFr(vector));
        _ = Assert.ThrowsAny<ArgumentException>(() => vector.Slice(8, 3));
        _ = Assert.ThrowsAny<ArgumentException>(() => vector.Slice(-1, 3));
    }

    [DeviceFact]
    public void A_disposed_vector_is_refused()
    {
        ResidentFrVector vector = _device.UploadFr(_samples.Scalars(4));
        ResidentFrVector view = vector.Slice(0, 2);
        vector.Dispose();

        _ = Assert.Throws<ObjectDisposedException>(() => _device.DownloadFr(vector));
        _ = Assert.Throws<ObjectDisposedException>(() => _device.DownloadFr(view));
        vector.Dispose();
    }

    [DeviceFact]
    public void A_handle_of_another_device_is_refused()
    {
        using var other = new ManagedDevice();
        using ResidentFrVector foreign = other.UploadFr(_samples.Scalars(4));

        _ = Assert.Throws<ArgumentException>(() => _device.DownloadFr(foreign));
    }

    [DeviceFact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        using ResidentFrVector three = _device.AllocateFr(3);
        using ResidentFrVector four = _device.AllocateFr(4);
        using ResidentG1 points = _device.UploadG1(_samples.PointsG1(4));

        _ = Assert.Throws<ArgumentException>(() => _device.Copy(three, four));
        _ = Assert.Throws<ArgumentException>(() => _device.Add(three, four, four, Budget));
        _ = Assert.Throws<ArgumentException>(() => _device.Multiply(four, four, three, Budget));
        _ = Assert.Throws<ArgumentException>(() => _device.Ntt(three, NttDirection.Forward, Fr.One, Budget));
        _ = Assert.Throws<ArgumentException>(() => _device.Ntt(four, NttDirection.Forward, Fr.Zero, Budget));
        _ = Assert.Throws<ArgumentException>(() => _device.Msm(points, three, Budget));
        _ = Assert.Throws<ArgumentException>(() => _device.Poseidon(2, three, three, Budget));
    }

    [DeviceFact]
    public void A_cancelled_budget_ends_every_call()
    {
        var cancelled = new ComputeBudget(2, Cancellation: new CancellationToken(canceled: true));
        using ResidentFrVector a = _device.UploadFr(_samples.Scalars(1024));
        using ResidentG1 points = _device.UploadG1(_samples.PointsG1(1024));
        using ResidentG2 points2 = _device.UploadG2(_samples.PointsG2(1024));

        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => _device.Ntt(a, NttDirection.Forward, Fr.One, cancelled));
        _ = Assert.ThrowsAny<OperationCanceledException>(() => _device.Msm(points, a, cancelled));
        _ = Assert.ThrowsAny<OperationCanceledException>(() => _device.Msm(points2, a, cancelled));
        _ = Assert.ThrowsAny<OperationCanceledException>(() => _device.Multiply(a, a, a, cancelled));
    }
}
