using Prover.Algebra;
using Prover.Compute.Native;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Compute.Tests;

/// <summary>What the native device keeps between calls: buffers, but nothing secret in them.</summary>
[Collection(NativeLevel.Name)]
public sealed class NativeMemoryTests(ITestOutputHelper output)
{
    private const int Count = 5000;
    private readonly Samples _samples = new(output);

    [Fact]
    public void A_pool_gives_the_smallest_block_that_fits_and_not_a_far_larger_one()
    {
        using var pool = new BlockPool();
        NativeBlock small = pool.Rent(1000);
        NativeBlock large = pool.Rent(100_000);
        pool.Return(large);
        pool.Return(small);

        Assert.Same(small, pool.Rent(900));
        Assert.Same(large, pool.Rent(90_000));
        pool.Return(large);
        NativeBlock other = pool.Rent(10);
        Assert.NotSame(large, other);
        Assert.Equal(3, pool.Made);
        pool.Return(small);
        pool.Return(other);
    }

    [Fact]
    public void A_block_that_held_secrets_is_cleared_also_when_something_harmless_came_after_them()
    {
        using var pool = new BlockPool();
        NativeBlock block = pool.Rent(1000);
        Fill(block, 1);
        pool.ReturnSecret(block);
        Assert.Same(block, pool.Rent(1000));
        Fill(block, 2);
        pool.Return(block);
        Assert.True(block.MayHoldSecrets);

        pool.Wipe(2);

        Assert.False(block.MayHoldSecrets);
        Assert.True(IsClear(block));
    }

    [NativeFact]
    public void Nothing_of_the_scalars_is_left_after_a_plan()
    {
        using var device = new NativeDevice();
        device.Run(SomePlan(device, _samples.Scalars(Count), out _), new ComputeBudget(2));

        Assert.NotEmpty(device.Blocks.Free);
        Assert.All(device.Blocks.Free, block => Assert.True(IsClear(block)));
    }

    [NativeFact]
    public void Nothing_of_the_scalars_is_left_after_a_plan_with_many_bits()
    {
        using var device = new NativeDevice();
        Fr[] scalars = Samples.Make(Count, i => i % 8 == 0 ? _samples.Scalar() : Fr.FromUInt64((ulong)i % 2));
        device.Run(SomePlan(device, scalars, out _), new ComputeBudget(2));

        Assert.NotEmpty(device.Blocks.Free);
        Assert.All(device.Blocks.Free, block => Assert.True(IsClear(block)));
    }

    [NativeFact]
    public void Nothing_of_the_scalars_is_left_after_a_plan_that_failed_or_was_cancelled()
    {
        using var device = new NativeDevice();
        using var source = new CancellationTokenSource();
        ComputePlan failing = SomePlan(device, _samples.Scalars(Count), out SumG1Step sum);
        _ = failing.Call(() => throw new InvalidDataException(), sum);
        ComputePlan cancelled = SomePlan(device, _samples.Scalars(Count), out sum);
        _ = cancelled.Call(source.Cancel, sum.Scalars);

        _ = Assert.Throws<InvalidDataException>(() => device.Run(failing, new ComputeBudget(2)));
        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => device.Run(cancelled, new ComputeBudget(2, Cancellation: source.Token)));

        Assert.NotEmpty(device.Blocks.Free);
        Assert.All(device.Blocks.Free, block => Assert.True(IsClear(block)));
    }

    [NativeFact]
    public void A_second_plan_of_the_same_shape_needs_no_new_memory()
    {
        using var device = new NativeDevice();
        device.Run(SomePlan(device, _samples.Scalars(Count), out _), ComputeBudget.SingleThread);
        int made = device.Blocks.Made;

        device.Run(SomePlan(device, _samples.Scalars(Count), out _), ComputeBudget.SingleThread);

        Assert.InRange(made, 1, 50);
        Assert.Equal(made, device.Blocks.Made);
    }

    [NativeFact]
    public void A_vector_in_memory_that_was_used_before_is_zero()
    {
        using var device = new NativeDevice();
        for (int i = 0; i < 3; i++)
        {
            using ResidentFrVector vector = device.AllocateFr(1000);
            Assert.All(device.DownloadFr(vector), value => Assert.Equal(Fr.Zero, value));
            device.Upload(_samples.Scalars(1000), vector);
        }

        Assert.Equal(1, device.Blocks.Made);
    }

    /// <summary>A transform and sums with the same scalars; the vector is given back by the plan.</summary>
    private ComputePlan SomePlan(NativeDevice device, Fr[] scalars, out SumG1Step sum)
    {
        ResidentFrVector vector = device.UploadFr(scalars);
        ResidentFrVector transformed = device.UploadFr(_samples.Scalars(1 << 12));
        G1Affine[] few = _samples.PointsG1(50);
        G2Affine[] fewer = _samples.PointsG2(50);
        var plan = new ComputePlan();
        PlanStep ntt = plan.Ntt(transformed, NttDirection.Forward, Fr.One);
        _ = plan.Call(transformed.Dispose, ntt);
        ScalarsStep digits = plan.Scalars(vector, device.UploadIndices(Samples.Make(Count, i => (uint)i)));
        _ = plan.Call(vector.Dispose, digits);
        sum = plan.Sum(device.UploadG1(Samples.Make(Count, i => few[i % 50])), digits);
        _ = plan.Sum(device.UploadG2(Samples.Make(Count, i => fewer[i % 50])), digits);
        return plan;
    }

    private static unsafe void Fill(NativeBlock block, byte value) =>
        new Span<byte>(block.Pointer, (int)block.Bytes).Fill(value);

    private static unsafe bool IsClear(NativeBlock block) =>
        new ReadOnlySpan<byte>(block.Pointer, (int)block.Bytes).IndexOfAnyExcept((byte)0) < 0;
}
