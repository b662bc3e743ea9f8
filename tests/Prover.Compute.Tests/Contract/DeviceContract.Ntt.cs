using Prover.Algebra;
using Xunit;

namespace Prover.Compute.Tests;

public abstract partial class DeviceContract
{
    [DeviceFact]
    public void A_transform_equals_its_slow_twin_on_the_group_and_on_cosets()
    {
        for (int log = 0; log <= 8; log++)
        {
            foreach (Fr shift in new[] { Fr.One, NttDomain.Root(log + 1), _samples.Scalar() })
            {
                Fr[] values = EdgeScalars(1 << log);
                using ResidentFrVector vector = _device.UploadFr(values);

                _device.Ntt(vector, NttDirection.Forward, in shift, Budget);
                Assert.Equal(NttReference.Forward(values, in shift), _device.DownloadFr(vector));

                _device.Upload(values, vector);
                _device.Ntt(vector, NttDirection.Inverse, in shift, Budget);
                Assert.Equal(NttReference.Inverse(values, in shift), _device.DownloadFr(vector));
            }
        }
    }

    [DeviceFact]
    public void A_long_transform_has_the_right_values_at_some_places()
    {
        const int Log = 14;
        Fr shift = _samples.Scalar();
        Fr[] coefficients = _samples.Scalars(1 << Log);
        using ResidentFrVector vector = _device.UploadFr(coefficients);

        _device.Ntt(vector, NttDirection.Forward, in shift, Budget);

        Fr[] values = _device.DownloadFr(vector);
        foreach (int i in new[] { 0, 1, (1 << Log) - 1, _samples.Below(1 << Log) })
        {
            Fr point = shift * NttDomain.Root(Log).Pow(i);
            Fr expected = Fr.Zero;
            for (int j = coefficients.Length - 1; j >= 0; j--)
            {
                expected = (expected * point) + coefficients[j];
            }

            Assert.Equal(expected, values[i]);
        }
    }

    [DeviceFact]
    public void A_batch_of_transforms_is_undone_by_the_inverse()
    {
        const int Log = 13;
        Fr shift = NttDomain.Root(Log + 1);
        Fr[][] values = Samples.Make(3, _ => _samples.Scalars(1 << Log));
        ResidentFrVector[] vectors = Samples.Make(3, i => _device.UploadFr(values[i]));

        _device.Ntt(vectors, NttDirection.Forward, in shift, Budget);
        Assert.NotEqual(values[2], _device.DownloadFr(vectors[2]));
        _device.Ntt(vectors, NttDirection.Inverse, in shift, Budget);

        for (int i = 0; i < vectors.Length; i++)
        {
            Assert.Equal(values[i], _device.DownloadFr(vectors[i]));
            vectors[i].Dispose();
        }
    }

    [DeviceFact]
    public void Threads_do_not_change_a_transform()
    {
        Fr[] values = _samples.Scalars(1 << 13);
        Fr[][] results = Samples.Make(3, i =>
        {
            using ResidentFrVector vector = _device.UploadFr(values);
            _device.Ntt(vector, NttDirection.Forward, Fr.One, new ComputeBudget(i + 1));
            return _device.DownloadFr(vector);
        });

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }
}
