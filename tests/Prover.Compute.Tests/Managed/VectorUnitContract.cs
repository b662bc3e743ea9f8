using Prover.Algebra;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Compute.Tests;

/// <summary>What a vector unit does at sizes where its groups, blocks and batches are full, against the 64-bit
/// arithmetic.</summary>
public abstract class VectorUnitContract : IDisposable
{
    private static readonly ComputeBudget Budget = new(2);
    private readonly VectorUnit _unit;
    private readonly ManagedDevice _device;
    private readonly ManagedDevice _scalar = new(null);
    private readonly Samples _samples;

    private protected VectorUnitContract(VectorUnit? unit, ITestOutputHelper output)
    {
        _unit = unit!;
        _device = new ManagedDevice(unit);
        _samples = new Samples(output);
    }

    public void Dispose()
    {
        _device.Dispose();
        _scalar.Dispose();
        GC.SuppressFinalize(this);
    }

    [DeviceFact]
    public void Transforms_of_every_shape_equal_those_in_place()
    {
        for (int log = 0; log <= 13; log++)
        {
            Fr[] values = EdgeScalars(1 << log);
            foreach (Fr shift in new[] { Fr.One, NttDomain.Root(log + 1), -Fr.One, _samples.Scalar() })
            {
                foreach (NttDirection direction in new[] { NttDirection.Forward, NttDirection.Inverse })
                {
                    Assert.Equal(
                        Transform(_scalar, values, direction, shift), Transform(_device, values, direction, shift));
                }
            }
        }
    }

    [DeviceFact]
    public void A_transform_of_largest_numbers_is_right()
    {
        // All inputs r − 1: the sums of the layers are as large as they get.
        Fr[] values = Samples.Make(1 << 12, _ => Samples.Largest);
        Fr[] expected = new Fr[values.Length];
        expected[0] = -Fr.FromUInt64((ulong)values.Length);

        Assert.Equal(expected, Transform(_device, values, NttDirection.Forward, Fr.One));
    }

    [DeviceFact]
    public unsafe void Additions_of_all_kinds_equal_those_one_by_one()
    {
        G1Affine[] some = _samples.PointsG1(400);
        G2Affine[] others = _samples.PointsG2(100);
        foreach (int count in new[] { 0, 1, 2, 3, 7, 8, 9, 100, 2048, 2049, 5000 })
        {
            using BatchAdder<G1Affine, Fq> adder = _unit.AdderG1();
            using var scalar = new ScalarAdder<G1Affine, Fq>();
            CheckAdditions(adder, scalar, some, count, withCoincidences: false);
            CheckAdditions(adder, scalar, some, count, withCoincidences: true);
        }

        foreach (int count in new[] { 3, 9, 1024, 1025, 1500 })
        {
            using BatchAdder<G2Affine, Fq2> adder = _unit.AdderG2();
            using var scalar = new ScalarAdder<G2Affine, Fq2>();
            CheckAdditions(adder, scalar, others, count, withCoincidences: false);
            CheckAdditions(adder, scalar, others, count, withCoincidences: true);
        }
    }

    [DeviceFact]
    public void Long_sums_equal_those_one_by_one()
    {
        // More points than a block holds, in many buckets and in one.
        G1Affine[] points = _samples.PointsG1(17_000);
        Fr k = _samples.Scalar();
        CheckMsm(points, _samples.Scalars(points.Length));
        CheckMsm(points, Samples.Make(points.Length, i => i % 5 == 0 ? -k : k));
        CheckMsm(points, Samples.Make(points.Length, _ => Fr.FromUInt64((ulong)_samples.Below(2))));
    }

    private static Fr[] Transform(ManagedDevice device, Fr[] values, NttDirection direction, Fr shift)
    {
        using ResidentFrVector vector = device.UploadFr(values);
        device.Ntt(vector, direction, in shift, Budget);
        return device.DownloadFr(vector);
    }

    private Fr[] EdgeScalars(int count) => Samples.Make(count, _ => _samples.Below(4) switch
    {
        0 => Fr.Zero,
        1 => Samples.Largest,
        _ => _samples.Scalar(),
    });

    private void CheckMsm(G1Affine[] points, Fr[] scalars)
    {
        using ResidentG1 resident = _device.UploadG1(points);
        using ResidentG1 resident2 = _scalar.UploadG1(points);
        using ResidentFrVector vector = _device.UploadFr(scalars);
        using ResidentFrVector vector2 = _scalar.UploadFr(scalars);
        Assert.Equal(_scalar.Msm(resident2, vector2, Budget), _device.Msm(resident, vector, Budget));
    }

    private unsafe void CheckAdditions<TPoint, TField>(
        BatchAdder<TPoint, TField> adder,
        ScalarAdder<TPoint, TField> scalar,
        TPoint[] points,
        int count,
        bool withCoincidences)
        where TPoint : unmanaged, IAffinePoint<TPoint, TField>
        where TField : unmanaged, IField<TField>
    {
        int half = points.Length / 2;
        using var addends = AlignedBuffer<TPoint>.From(
            Samples.Make(count, _ => points[half + _samples.Below(half)]));
        using var sums = AlignedBuffer<TPoint>.From(Samples.Make(
            count, i => Sum<TPoint, TField>(points[_samples.Below(half)], addends.Span[i], withCoincidences)));
        using var expected = AlignedBuffer<TPoint>.From(sums.Span);
        for (int i = 0; i < count; i++)
        {
            adder.Queue(sums.Memory.Pointer + i, addends.Memory.Pointer + i);
            scalar.Queue(expected.Memory.Pointer + i, addends.Memory.Pointer + i);
        }

        adder.Finish();
        scalar.Finish();
        Assert.Equal(expected.Span.ToArray(), sums.Span.ToArray());
    }

    /// <summary>A sum for an addend: some point, sometimes the same, the opposite or the identity.</summary>
    private TPoint Sum<TPoint, TField>(TPoint point, TPoint addend, bool withCoincidences)
        where TPoint : unmanaged, IAffinePoint<TPoint, TField>
        where TField : unmanaged, IField<TField> =>
        (withCoincidences ? _samples.Below(20) : 3) switch
        {
            0 => addend,
            1 => -addend,
            2 => TPoint.Identity,
            _ => point,
        };
}
