using Prover.Algebra;
using Xunit;

namespace Prover.Compute.Tests;

public abstract partial class DeviceContract
{
    private void CheckG1(G1Affine[] points, Fr[] scalars)
    {
        using ResidentG1 resident = _device.UploadG1(points);
        using ResidentFrVector vector = _device.UploadFr(scalars);
        Assert.Equal(MsmReference.Sum(points, scalars), _device.Msm(resident, vector, Budget));
    }

    private void CheckG2(G2Affine[] points, Fr[] scalars)
    {
        using ResidentG2 resident = _device.UploadG2(points);
        using ResidentFrVector vector = _device.UploadFr(scalars);
        Assert.Equal(MsmReference.Sum(points, scalars), _device.Msm(resident, vector, Budget));
    }

    [DeviceFact]
    public void A_sum_in_G1_equals_its_slow_twin_at_edge_lengths()
    {
        foreach (int length in EdgeLengths)
        {
            CheckG1(_samples.PointsG1(length), EdgeScalars(length));
        }
    }

    [DeviceFact]
    public void A_sum_in_G2_equals_its_slow_twin_at_edge_lengths()
    {
        foreach (int length in new[] { 0, 1, 2, 3, 31, 33, 65 })
        {
            CheckG2(_samples.PointsG2(length), EdgeScalars(length));
        }
    }

    [DeviceFact]
    public void Scalars_at_the_ends_of_windows_are_right()
    {
        // ±2^i and 2^i − 1 make digits of −2^(c−1), 2^(c−1) and long carries, whatever the digit size c.
        Fr[] scalars = Samples.Make(3 * 253, i => (i % 3) switch
        {
            0 => Fr.FromUInt64(2).Pow(i / 3),
            1 => -Fr.FromUInt64(2).Pow(i / 3),
            _ => Fr.FromUInt64(2).Pow(i / 3) - Fr.One,
        });
        CheckG1(_samples.PointsG1(scalars.Length), scalars);
    }

    [DeviceFact]
    public void Repeated_opposite_and_identity_points_may_meet_in_a_bucket()
    {
        G1Affine[] some = _samples.PointsG1(3);
        G2Affine[] others = _samples.PointsG2(3);
        Fr k = _samples.Scalar();
        G1Affine[] points = Samples.Make(120, i => (i % 4) switch
        {
            0 => G1Affine.Identity,
            1 => -some[_samples.Below(3)],
            _ => some[_samples.Below(3)],
        });
        G2Affine[] points2 = Samples.Make(60, i => (i % 4) switch
        {
            0 => G2Affine.Identity,
            1 => -others[_samples.Below(3)],
            _ => others[_samples.Below(3)],
        });

        CheckG1(points, Samples.Make(points.Length, i => i % 3 == 0 ? -k : k));
        CheckG2(points2, Samples.Make(points2.Length, i => i % 3 == 0 ? -k : k));
    }

    [DeviceFact]
    public void A_point_and_its_opposite_cancel()
    {
        G1Affine[] points = _samples.PointsG1(50);
        Fr[] scalars = _samples.Scalars(50);
        using ResidentG1 resident = _device.UploadG1([.. points, .. points.Select(point => -point)]);
        using ResidentFrVector vector = _device.UploadFr([.. scalars, .. scalars]);

        Assert.Equal(G1Affine.Identity, _device.Msm(resident, vector, Budget));
    }

    [DeviceFact]
    public void Equal_scalars_and_equal_points_are_right()
    {
        G1Affine point = _samples.PointsG1(1)[0];
        Fr k = _samples.Scalar();
        const int Count = 3000;
        using ResidentG1 same = _device.UploadG1(Samples.Make(Count, _ => point));
        using ResidentFrVector scalars = _device.UploadFr(Samples.Make(Count, _ => k));

        G1Affine expected = G1.FromAffine(in point).MultiplyVarTime(k * Fr.FromUInt64(Count)).ToAffine();
        Assert.Equal(expected, _device.Msm(same, scalars, Budget));
        CheckG1(_samples.PointsG1(200), Samples.Make(200, _ => k));
        CheckG1(_samples.PointsG1(200), Samples.Make(200, _ => Samples.Largest));
        CheckG1(_samples.PointsG1(200), new Fr[200]);
    }

    [DeviceFact]
    public void A_witness_of_mostly_zeros_and_ones_is_right()
    {
        // Points i·P with known logarithms: Σ kᵢ·(i·P) = (Σ i·kᵢ)·P.
        const int Count = 5000;
        G1 generator = G1.Generator;
        G1 step = G1.Identity;
        var points = new G1[Count];
        Fr[] scalars = Samples.Make(Count, _ => _samples.Below(20) == 0
            ? _samples.Scalar()
            : Fr.FromUInt64((ulong)_samples.Below(2)));
        Fr log = Fr.Zero;
        for (int i = 0; i < Count; i++, step += generator)
        {
            points[i] = step;
            log += Fr.FromUInt64((ulong)i) * scalars[i];
        }

        var affine = new G1Affine[Count];
        G1.Normalize(points, affine);
        using ResidentG1 resident = _device.UploadG1(affine);
        using ResidentFrVector vector = _device.UploadFr(scalars);

        Assert.Equal(generator.MultiplyVarTime(in log).ToAffine(), _device.Msm(resident, vector, Budget));
    }

    [DeviceFact]
    public void A_batch_gives_each_sum_and_threads_do_not_change_it()
    {
        G1Affine[][] points = Samples.Make(3, i => _samples.PointsG1(700 + i));
        Fr[][] scalars = Samples.Make(3, i => EdgeScalars(700 + i));
        ResidentG1[] resident = Samples.Make(3, i => _device.UploadG1(points[i]));
        ResidentFrVector[] vectors = Samples.Make(3, i => _device.UploadFr(scalars[i]));
        MsmG1[] batch = Samples.Make(3, i => new MsmG1(resident[i], vectors[i]));

        G1Affine[] sums = _device.Msm(batch, new ComputeBudget(1));

        Assert.Equal(Samples.Make(3, i => MsmReference.Sum(points[i], scalars[i])), sums);
        Assert.Equal(sums, _device.Msm(batch, new ComputeBudget(2)));
        Assert.Equal(sums, _device.Msm(batch, new ComputeBudget(5)));
        Assert.Empty(_device.Msm(ReadOnlySpan<MsmG1>.Empty, Budget));
    }

    [DeviceFact]
    public void A_long_sum_stops_within_two_seconds()
    {
        const int Count = 1 << 18;
        G2Affine[] few = _samples.PointsG2(64);
        Fr[] fewScalars = _samples.Scalars(64);
        using ResidentG2 points = _device.UploadG2(Samples.Make(Count, i => few[i & 63]));
        using ResidentFrVector scalars = _device.UploadFr(Samples.Make(Count, i => fewScalars[(i * 7) & 63]));
        MsmG2[] many = Samples.Make(20, _ => new MsmG2(points, scalars)); // one may be over by then
        using var cancellation = new TimedCancellation(TimeSpan.FromMilliseconds(150));

        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => _device.Msm(many, new ComputeBudget(2, Cancellation: cancellation.Token)));
        Assert.InRange(cancellation.Since().TotalSeconds, 0, 2);
    }
}
