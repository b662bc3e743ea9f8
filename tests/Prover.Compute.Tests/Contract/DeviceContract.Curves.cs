using Prover.Algebra;
using Xunit;

namespace Prover.Compute.Tests;

public abstract partial class DeviceContract
{
    [DeviceFact]
    public void Multiples_of_one_point_of_G1_are_right_at_all_lengths()
    {
        G1Affine point = _samples.PointsG1(1)[0];
        foreach (int length in new[] { 0, 1, 2, 40, 1025, 3000 })
        {
            Fr[] scalars = EdgeScalars(length);
            using var results = new AlignedBuffer<G1Affine>(length);
            using ResidentFrVector vector = _device.UploadFr(scalars);

            _device.MultiplyFixedBase(in point, vector, results.Memory, Budget);

            var expected = new G1Affine[length];
            G1.Normalize(Samples.Make(length, i => G1.FromAffine(in point).MultiplyVarTime(in scalars[i])), expected);
            Assert.Equal(expected, results.Span.ToArray());
        }
    }

    [DeviceFact]
    public void Multiples_of_one_point_of_G2_are_right()
    {
        G2Affine point = _samples.PointsG2(1)[0];
        Fr[] scalars = EdgeScalars(150);
        using var results = new AlignedBuffer<G2Affine>(scalars.Length);
        using ResidentFrVector vector = _device.UploadFr(scalars);

        _device.MultiplyFixedBase(in point, vector, results.Memory, Budget);

        var expected = new G2Affine[scalars.Length];
        G2.Normalize(
            Samples.Make(scalars.Length, i => G2.FromAffine(in point).MultiplyVarTime(in scalars[i])), expected);
        Assert.Equal(expected, results.Span.ToArray());
    }

    [DeviceFact]
    public void Small_and_edge_multiples_of_one_point_are_right()
    {
        // Powers of two and their neighbours make every table entry meet an equal or opposite sum if one can.
        Fr[] scalars = Samples.Make(4 * 254, i => (i % 4) switch
        {
            0 => Fr.FromUInt64(2).Pow(i / 4),
            1 => -Fr.FromUInt64(2).Pow(i / 4),
            2 => Fr.FromUInt64(2).Pow(i / 4) - Fr.One,
            _ => Fr.FromUInt64(2).Pow(i / 4) + Fr.One,
        });
        G1Affine point = G1Affine.Generator;
        using var results = new AlignedBuffer<G1Affine>(scalars.Length);
        using ResidentFrVector vector = _device.UploadFr(scalars);

        _device.MultiplyFixedBase(in point, vector, results.Memory, Budget);

        var expected = new G1Affine[scalars.Length];
        G1.Normalize(
            Samples.Make(scalars.Length, i => G1.FromAffine(in point).MultiplyVarTime(in scalars[i])), expected);
        Assert.Equal(expected, results.Span.ToArray());
    }

    [DeviceFact]
    public void Multiples_of_the_identity_are_the_identity()
    {
        using var results = AlignedBuffer<G1Affine>.From(_samples.PointsG1(10));
        using ResidentFrVector vector = _device.UploadFr(_samples.Scalars(10));

        _device.MultiplyFixedBase(G1Affine.Identity, vector, results.Memory, Budget);

        Assert.All(results.Span.ToArray(), point => Assert.True(point.IsIdentity));
    }

    [DeviceFact]
    public void Hashes_equal_those_of_the_algebra()
    {
        foreach (int arity in new[] { 1, 2, 3, 5, 8, 15, 16 })
        {
            foreach (int count in new[] { 0, 1, 7, 300 })
            {
                Fr[] inputs = EdgeScalars(arity * count);
                using ResidentFrVector vector = _device.UploadFr(inputs);
                using ResidentFrVector results = _device.AllocateFr(count);

                _device.Poseidon(arity, vector, results, Budget);

                Assert.Equal(
                    Samples.Make(count, i => Algebra.Poseidon.Hash(inputs.AsSpan(i * arity, arity))),
                    _device.DownloadFr(results));
            }
        }
    }
}
