using Prover.Algebra;
using Prover.Compute;
using Prover.Host.Bench.Kernels;
using Prover.Host.Bench.Measuring;
using Prover.Host.Bench.Report;
using Prover.Host.Bench.Setting;
using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Bench;

/// <summary>The parts of the bench: statistics, what is read from the system, inputs, the choice of kernels.</summary>
public sealed class MeasuringTests
{
    [Fact]
    public void Statistics_of_a_known_row()
    {
        SampleStatistics found = SampleStatistics.Of([4, 1, 3, 2]);
        Assert.Equal((2.5, 1, 4, 2.5), (found.Median, found.Min, found.Max, found.Mean));
        Assert.Equal(3.85, found.P95, 12);
        Assert.Equal(Math.Sqrt(1.25) / 2.5, found.Spread, 12);
        Assert.Equal(3, SampleStatistics.MedianOf([9, 3, 1]));
        Assert.Throws<ArgumentException>(() => SampleStatistics.Of([]));
    }

    [Theory]
    [InlineData(123456.789, 123460)]
    [InlineData(0.000123456, 0.00012346)]
    [InlineData(0, 0)]
    public void Figures_are_cut_to_five_digits(double value, double expected)
    {
        Assert.Equal(expected, Samples.Short(value));
    }

    [Theory]
    [InlineData(0.0000051, "5.10 ns")]
    [InlineData(0.0123, "12.3 µs")]
    [InlineData(1.5, "1.50 ms")]
    [InlineData(999, "999 ms")]
    [InlineData(12_345, "12.3 s")]
    public void Times_are_told_with_three_digits(double ms, string expected)
    {
        Assert.Equal(expected, KernelTable.Time(ms));
    }

    [Fact]
    public void Numbers_from_a_seed_are_those_of_splitmix64_and_below_the_order()
    {
        SeededNumbers numbers = new(1234567);
        Assert.Equal(6457827717110365317UL, numbers.NextUInt64());
        Assert.Equal(3203168211198807973UL, numbers.NextUInt64());
        Fr[] wide = new SeededNumbers(9).NextFrs(200);
        Assert.Equal(200, wide.Distinct().Count());
        Assert.Equal(wide, new SeededNumbers(9).NextFrs(200));
        Assert.Contains(wide, value => value.ToBigInteger() >> 253 == 1);
    }

    [Fact]
    public void A_processor_is_read_with_its_model_and_the_flags_that_matter()
    {
        string[] lines =
        [
            "processor\t: 0", "cpu family\t: 26", "model\t\t: 2", "model name\t: Some CPU", "stepping\t: 1",
            "flags\t\t: fpu avx2 bmi2 avx512f adx", "", "processor\t: 1", "model name\t: Another",
        ];
        CpuFacts facts = CpuFacts.Parse(lines);
        Assert.Equal("Some CPU (family 26, model 2, stepping 1)", facts.Model);
        Assert.Equal(["bmi2", "adx", "avx2", "avx512f"], facts.Flags);
        Assert.Equal("unknown", CpuFacts.Parse([]).Model);
    }

    [Fact]
    public void Memory_is_read_from_the_lines_of_the_kernel()
    {
        MemoryUse use = ResidentMemory.Parse(
            ["Name:\tprover", "VmHWM:\t  204800 kB", "VmRSS:\t  102400 kB", "RssFile:\t   51200 kB"]);
        Assert.Equal(new MemoryUse(100, 200, 50), use);
    }

    [Fact]
    public void The_peak_of_a_run_is_its_own_where_the_system_allows_it()
    {
        RunCost large = Meter.Measure(() => Touch(96));
        RunCost small = Meter.Measure(() => Touch(1));
        Assert.InRange(large.PeakMiB - large.StartMiB, 90, 200);
        if (ResidentMemory.CanReset)
        {
            Assert.InRange(large.PeakMiB - small.PeakMiB, 60, 200);
        }
    }

    [Fact]
    public void Cpu_time_is_that_of_the_work()
    {
        RunCost idle = Meter.Measure(() => Thread.Sleep(200));
        Assert.InRange(idle.WallMs, 199, 20_000);
        RunCost busy = Meter.Measure(() => Spin(idle.CpuMs + 100));
        Assert.InRange(busy.CpuMs, idle.CpuMs + 99, 100_000);
    }

    [Fact]
    public void The_full_list_has_the_sizes_that_were_agreed()
    {
        IReadOnlyList<KernelSpec> all = KernelPlan.Default(quick: false);
        Assert.Equal([14, 16, 18, 20], Logs(all, KernelNames.MsmG1));
        Assert.Equal([14, 16, 18], Logs(all, KernelNames.MsmG2));
        Assert.Equal([12, 14, 16, 18, 20, 22], Logs(all, KernelNames.Ntt));
        Assert.Equal([14, 16, 18, 20], Logs(all, KernelNames.Setup));
        Assert.Equal([14, 16, 18, 20], Logs(all, KernelNames.Prove));
        Assert.Contains(new KernelSpec(KernelNames.VerifyBatch, 100), all);
        Assert.Equal(KernelNames.All, all.Select(spec => spec.Name).Distinct());
    }

    [Fact]
    public void Kernels_are_chosen_by_name_by_family_and_with_a_size()
    {
        Assert.Equal([new KernelSpec("ntt", 1 << 13)], KernelPlan.Select(false, ["ntt:13", "ntt:13"]));
        Assert.Equal(["msm.g1", "msm.g2"], KernelPlan.Select(true, ["msm"]).Select(spec => spec.Name).Distinct());
        Assert.Equal(
            ["fq.mul", "groth16.verify"],
            KernelPlan.Select(false, ["groth16.verify", "fq.mul"]).Select(spec => spec.Name));
        Assert.Throws<CommandException>(() => KernelPlan.Select(false, ["ms"]));
        Assert.Throws<CommandException>(() => KernelPlan.Select(false, ["ntt:-1"]));
    }

    [Fact]
    public void Four_transforms_in_a_row_have_a_known_answer_as_one_has()
    {
        using ManagedDevice device = new();
        using NttCase kernel = new(new KernelSpec("ntt", 32), device, Fr.FromUInt64(7));
        kernel.Prepare(ComputeBudget.SingleThread);
        foreach (int repetitions in (int[])[1, 4, 8])
        {
            Assert.Equal(repetitions, kernel.RoundUp(Math.Max(1, repetitions - 2)));
            kernel.Rewind();
            kernel.Run(repetitions, ComputeBudget.SingleThread);
            Assert.True(kernel.IsRight(repetitions));
            kernel.Run(1, ComputeBudget.SingleThread);
            Assert.False(kernel.IsRight(repetitions));
        }
    }

    private static int[] Logs(IEnumerable<KernelSpec> specs, string name)
    {
        return [.. specs.Where(spec => spec.Name == name).Select(spec => int.Log2(spec.Size))];
    }

    private static void Touch(int mebibytes)
    {
        using AlignedBuffer<byte> memory = new(mebibytes << 20);
        memory.Span.Fill(1);
    }

    private static void Spin(double cpuMs)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        while ((Environment.CpuUsage.TotalTime - start).TotalMilliseconds < cpuMs)
        {
            Thread.SpinWait(1000);
        }
    }
}
