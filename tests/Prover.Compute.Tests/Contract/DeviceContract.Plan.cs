using Prover.Algebra;
using Xunit;

namespace Prover.Compute.Tests;

public abstract partial class DeviceContract
{
    [DeviceFact]
    public void A_plan_of_vector_steps_gives_what_single_calls_give()
    {
        const int Length = 1 << 13;
        Fr[][] values = Samples.Make(3, _ => _samples.Scalars(Length));
        ResidentFrVector[] planned = [.. values.Select(v => _device.UploadFr(v))];
        ResidentFrVector[] single = [.. values.Select(v => _device.UploadFr(v))];
        Fr shift = NttDomain.Root(14);

        var plan = new ComputePlan();
        PlanStep product = plan.Multiply(planned[0], planned[1], planned[2]);
        PlanStep[] transformed = Samples.Make<PlanStep>(3, i => plan.Ntt(
            planned[i],
            NttDirection.Forward,
            in shift,
            plan.Ntt(planned[i], NttDirection.Inverse, Fr.One, product)));
        _ = plan.MultiplySubtract(planned[0], planned[1], planned[2], planned[0], transformed);
        _device.Run(plan, Budget);

        _device.Multiply(single[0], single[1], single[2], Budget);
        _device.Ntt(single, NttDirection.Inverse, Fr.One, Budget);
        _device.Ntt(single, NttDirection.Forward, in shift, Budget);
        _device.MultiplySubtract(single[0], single[1], single[2], single[0], Budget);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(_device.DownloadFr(single[i]), _device.DownloadFr(planned[i]));
        }
    }

    [DeviceFact]
    public void A_planned_product_with_a_matrix_clears_what_is_behind_its_rows()
    {
        const int Rows = 5000;
        uint[] starts = Samples.Make(Rows + 1, i => (uint)i);
        uint[] columns = Samples.Make(Rows, _ => (uint)_samples.Below(40));
        SparseMatrix matrix = SparseMatrix.CopyOf(40, starts, columns, new uint[Rows], [Fr.One, -Fr.One]);
        Fr[] x = _samples.Scalars(40);
        using ResidentMatrix resident = _device.LoadMatrix(matrix);
        using ResidentFrVector vector = _device.UploadFr(x);
        using ResidentFrVector result = _device.UploadFr(_samples.Scalars(1 << 13));

        var plan = new ComputePlan();
        _ = plan.Multiply(resident, vector, result);
        _device.Run(plan, Budget);

        Assert.Equal([.. columns.Select(c => x[c]), .. new Fr[(1 << 13) - Rows]], _device.DownloadFr(result));
    }

    [DeviceFact]
    public void Sums_of_both_groups_share_their_scalars()
    {
        Fr[] source = _samples.Scalars(900);
        uint[] at = Samples.Make(300, i => (uint)(i * 3));
        Fr[] picked = [.. at.Select(i => source[i])];
        G1Affine[] points = _samples.PointsG1(300);
        G2Affine[] points2 = _samples.PointsG2(300);
        using ResidentFrVector vector = _device.UploadFr(source);

        var plan = new ComputePlan();
        ScalarsStep scalars = plan.Scalars(vector, _device.UploadIndices(at));
        SumG1Step one = plan.Sum(_device.UploadG1(points), scalars);
        SumG2Step two = plan.Sum(_device.UploadG2(points2), scalars);
        _device.Run(plan, Budget);

        Assert.Equal(MsmReference.Sum(points, picked), one.Value);
        Assert.Equal(MsmReference.Sum(points2, picked), two.Value);
    }

    [DeviceFact]
    public void A_sum_may_have_several_arrays_of_points_and_scaled_scalars()
    {
        int[] lengths = [0, 5, 400, 1];
        Fr[][] scalars = [.. lengths.Select(EdgeScalars)];
        G1Affine[][] points = [.. lengths.Select(_samples.PointsG1)];
        Fr factor = _samples.Scalar();
        uint[] backwards = [4, 3, 2, 1, 0];

        var plan = new ComputePlan();
        ScalarsPart[] parts = [.. scalars.Select((values, i) => new ScalarsPart(
            _device.UploadFr(values),
            i == 1 ? _device.UploadIndices(backwards) : null,
            i == 2 ? _device.UploadFr([factor]) : null))];
        SumG1Step sum = plan.Sum([.. points.Select(p => _device.UploadG1(p))], plan.Scalars(parts));
        _device.Run(plan, Budget);

        Array.Reverse(scalars[1]);
        scalars[2] = [.. scalars[2].Select(k => k * factor)];
        Assert.Equal(MsmReference.Sum([.. points.SelectMany(p => p)], [.. scalars.SelectMany(k => k)]), sum.Value);
    }

    [DeviceFact]
    public void Sums_over_nothing_are_the_identity()
    {
        using ResidentFrVector nothing = _device.AllocateFr(0);
        var plan = new ComputePlan();
        ScalarsStep scalars = plan.Scalars(nothing);
        SumG1Step one = plan.Sum(_device.UploadG1([]), scalars);
        SumG2Step two = plan.Sum(_device.UploadG2([]), scalars);
        _device.Run(plan, Budget);

        Assert.Equal(G1Affine.Identity, one.Value);
        Assert.Equal(G2Affine.Identity, two.Value);
    }

    [DeviceFact]
    public void Narrow_and_wide_scalars_mix_in_a_long_sum()
    {
        // Zero, ones, both signs of numbers around the ends of short digits, wide ones; points i·P with logarithms.
        const int Count = 9000;
        int[] ends = [2, 127, 128, 255, 256, 511, 512, 513, 1023, 32767, 32768];
        G1 step = G1.Identity;
        var points = new G1[Count];
        var scalars = new Fr[Count];
        Fr log = Fr.Zero;
        for (int i = 0; i < Count; i++, step += G1.Generator)
        {
            points[i] = step;
            Fr end = Fr.FromUInt64((ulong)ends[_samples.Below(ends.Length)]);
            scalars[i] = _samples.Below(8) switch
            {
                0 => end,
                1 => -end,
                2 => _samples.Scalar(),
                3 => -Fr.One,
                4 => Fr.One,
                _ => Fr.Zero,
            };
            log += Fr.FromUInt64((ulong)i) * scalars[i];
        }

        var affine = new G1Affine[Count];
        G1.Normalize(points, affine);
        using ResidentG1 resident = _device.UploadG1(affine);
        using ResidentFrVector vector = _device.UploadFr(scalars);

        foreach (int threads in new[] { 1, 2, 3 })
        {
            Assert.Equal(
                G1.Generator.MultiplyVarTime(in log).ToAffine(),
                _device.Msm(resident, vector, new ComputeBudget(threads)));
        }
    }

    [DeviceFact]
    public void Long_sums_of_narrow_scalars_alone_are_right()
    {
        const int Count = 5000;
        G2Affine[] few = _samples.PointsG2(3);
        using ResidentG2 points = _device.UploadG2(Samples.Make(Count, i => few[i % 3]));
        foreach (int value in new[] { 0, 1, -1, 300, -511 })
        {
            Fr k = value < 0 ? -Fr.FromUInt64((ulong)-value) : Fr.FromUInt64((ulong)value);
            using ResidentFrVector vector = _device.UploadFr(Samples.Make(Count, _ => k));
            Fr third = Fr.FromUInt64((Count + 2) / 3) * k;
            Fr lastThird = Fr.FromUInt64(Count / 3) * k;
            G2 expected = G2.FromAffine(in few[0]).MultiplyVarTime(in third)
                + G2.FromAffine(in few[1]).MultiplyVarTime(in third)
                + G2.FromAffine(in few[2]).MultiplyVarTime(in lastThird);

            Assert.Equal(expected.ToAffine(), _device.Msm(points, vector, Budget));
        }
    }

    [DeviceFact]
    public void Multiples_of_points_are_those_of_single_calls()
    {
        Fr[] scalars = EdgeScalars(300);
        G1Affine base1 = _samples.PointsG1(1)[0];
        G2Affine base2 = _samples.PointsG2(1)[0];
        using ResidentFrVector vector = _device.UploadFr(scalars);
        using ResidentFrVector part = vector.Slice(100, 50);
        using var results = new AlignedBuffer<G1Affine>(300);
        using var more = new AlignedBuffer<G1Affine>(50);
        using var results2 = new AlignedBuffer<G2Affine>(50);
        using var nothing = new AlignedBuffer<G1Affine>(0);

        var plan = new ComputePlan();
        _ = plan.Multiples(in base1, vector, results.Memory);
        _ = plan.Multiples(in base1, part, more.Memory);
        _ = plan.Multiples(in base2, part, results2.Memory);
        _ = plan.Multiples(G1Affine.Generator, _device.AllocateFr(0), nothing.Memory);
        _device.Run(plan, Budget);

        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(G1.FromAffine(in base1).MultiplyVarTime(in scalars[i]).ToAffine(), results.Span[i]);
        }

        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(results.Span[100 + i], more.Span[i]);
            Assert.Equal(
                G2.FromAffine(in base2).MultiplyVarTime(in scalars[100 + i]).ToAffine(), results2.Span[i]);
        }
    }

    [DeviceFact]
    public void Calls_run_in_their_place_and_their_exceptions_come_out()
    {
        using ResidentFrVector vector = _device.UploadFr([Fr.One, Fr.One]);
        Fr[] seen = [];
        var plan = new ComputePlan();
        PlanStep square = plan.MultiplySubtract(vector, vector, vector, vector);
        PlanStep call = plan.Call(() => seen = _device.DownloadFr(vector), square);
        _ = plan.Call(() => throw new InvalidDataException("that one"), call);

        InvalidDataException failure = Assert.Throws<InvalidDataException>(() => _device.Run(plan, Budget));

        Assert.Equal("that one", failure.Message);
        Assert.Equal([Fr.Zero, Fr.Zero], seen);
    }

    [DeviceFact]
    public void A_plan_with_handles_or_lengths_that_do_not_fit_is_refused()
    {
        using var other = new ManagedDevice();
        using ResidentFrVector foreign = other.AllocateFr(4);
        using ResidentFrVector three = _device.AllocateFr(3);
        using ResidentFrVector four = _device.AllocateFr(4);
        using ResidentG1 points = _device.UploadG1(_samples.PointsG1(4));
        using var few = new AlignedBuffer<G1Affine>(3);
        using ResidentIndices far = _device.UploadIndices([0, 1, 2, 3_000_000_000]);

        Refused(plan => plan.Multiply(four, four, foreign));
        Refused(plan => plan.Multiply(four, three, four));
        Refused(plan => plan.MultiplySubtract(four, four, three, four));
        Refused(plan => plan.Ntt(three, NttDirection.Forward, Fr.One));
        Refused(plan => plan.Ntt(four, NttDirection.Forward, Fr.Zero));
        Refused(plan => plan.Sum(points, plan.Scalars(three)));
        Refused(plan => plan.Sum(points, plan.Scalars(foreign)));
        Refused(plan => plan.Sum(points, plan.Scalars(three, far)));
        Refused(plan => plan.Sum(points, plan.Scalars([new ScalarsPart(four, null, three)])));
        Refused(plan => plan.Multiples(G1Affine.Generator, four, few.Memory));
        var first = new ComputePlan();
        PlanStep step = first.Multiply(four, four, four);
        _ = Assert.Throws<ArgumentException>(() => new ComputePlan().Multiply(four, four, four, step));

        void Refused(Action<ComputePlan> record)
        {
            var plan = new ComputePlan();
            record(plan);
            _ = Assert.ThrowsAny<ArgumentException>(() => _device.Run(plan, Budget));
        }
    }

    [DeviceFact]
    public void Progress_of_a_plan_rises_to_one()
    {
        var seen = new List<double>();
        using ResidentFrVector vector = _device.UploadFr(_samples.Scalars(1 << 12));
        using ResidentG1 points = _device.UploadG1(_samples.PointsG1(1 << 12));
        var plan = new ComputePlan();
        ScalarsStep scalars = plan.Scalars(vector, null, plan.Ntt(vector, NttDirection.Forward, Fr.One));
        _ = plan.Sum(points, scalars);

        _device.Run(plan, new ComputeBudget(1, new ProgressList(seen)));

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1.0, seen[^1], 9);
        Assert.True(seen.Count(value => value < 0.999) > 3, "progress came only at the end");
    }

    [DeviceFact]
    public void A_long_plan_stops_within_two_seconds()
    {
        const int Count = 1 << 18;
        G2Affine[] few = _samples.PointsG2(64);
        Fr[] fewScalars = _samples.Scalars(64);
        using ResidentG2 points = _device.UploadG2(Samples.Make(Count, i => few[i & 63]));
        using ResidentFrVector scalars = _device.UploadFr(Samples.Make(Count, i => fewScalars[(i * 7) & 63]));
        using var cancellation = new TimedCancellation(TimeSpan.FromMilliseconds(150));
        var plan = new ComputePlan();
        PlanStep last = plan.Scalars(scalars);
        for (int i = 0; i < 20; i++)
        {
            last = plan.Sum(points, plan.Scalars(scalars, null, last));
        }

        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => _device.Run(plan, new ComputeBudget(2, Cancellation: cancellation.Token)));
        Assert.InRange(cancellation.Since().TotalSeconds, 0, 2);
    }

    private sealed class ProgressList(List<double> seen) : IProgress<double>
    {
        public void Report(double value) => seen.Add(value);
    }
}
