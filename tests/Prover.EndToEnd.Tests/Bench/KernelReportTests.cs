using System.Text.Json;
using Prover.Compute.Native;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Bench;

/// <summary>What <c>prover bench kernels</c> writes, and the tables made of it.</summary>
public sealed class KernelReportTests(KernelReportFixture fixture) : IClassFixture<KernelReportFixture>
{
    private static readonly string[] Names =
    [
        "fq.mul", "msm.g1", "msm.g2", "ntt", "groth16.setup", "groth16.prove", "groth16.verify", "groth16.verify-batch",
    ];

    private IEnumerable<JsonElement> Results => fixture.Report.GetProperty("results").EnumerateArray();

    [Fact]
    public void Every_kernel_is_there()
    {
        Assert.Equal(Names, Results.Select(one => one.GetProperty("name").GetString()!).Distinct());
    }

    [Fact]
    public void Every_result_has_the_agreed_fields_and_figures_above_zero()
    {
        Assert.All(Results, one =>
        {
            Assert.InRange(one.GetProperty("size").GetInt32(), 1, 1 << 10);
            Assert.Contains(one.GetProperty("threads").GetInt32(), (int[])[1, 2]);
            Assert.NotEmpty(one.GetProperty("isa").GetString()!);
            Assert.NotEmpty(one.GetProperty("device").GetString()!);
            string[] figures = ["cpuMs", "wallMs", "peakMiB", "ratio", "nsPerElement", "yardstickNs"];
            Assert.All(figures, name => Assert.InRange(one.GetProperty(name).GetDouble(), 1e-7, 1e9));
        });
    }

    [Fact]
    public void Every_figure_is_the_median_of_at_least_five_runs()
    {
        Assert.All(Results, one =>
        {
            double[] samples = [.. one.GetProperty("cpuMsSamples").EnumerateArray().Select(each => each.GetDouble())];
            Assert.InRange(samples.Length, 5, 100);
            Assert.Equal(samples.Length, one.GetProperty("runs").GetInt32());
            Assert.Equal(samples.Order().ElementAt(samples.Length / 2), one.GetProperty("cpuMs").GetDouble());
        });
    }

    [Fact]
    public void Kernels_that_use_threads_are_measured_with_each_number_and_compared_pair_by_pair()
    {
        JsonElement[] sums = [.. Results.Where(one => one.GetProperty("name").GetString() == "msm.g1")];
        Assert.Equal([1, 2, 1, 2], sums.Select(one => one.GetProperty("threads").GetInt32()));
        Assert.Equal([false, true, false, true], sums.Select(one => one.TryGetProperty("wallToOneThread", out _)));
        JsonElement pairs = sums[1].GetProperty("wallToOneThread");
        Assert.InRange(pairs.GetProperty("best").GetDouble(), 0.01, pairs.GetProperty("median").GetDouble());
    }

    [Fact]
    public void The_ratio_is_the_time_of_an_element_over_that_of_a_product()
    {
        Assert.All(Results, one =>
        {
            double[] times = [.. one.GetProperty("cpuMsSamples").EnumerateArray().Select(each => each.GetDouble())];
            double element = one.GetProperty("ratio").GetDouble() * one.GetProperty("yardstickNs").GetDouble();
            double size = one.GetProperty("size").GetInt32();
            // A median of quotients lies near the quotient of medians, how near depends on the noise.
            Assert.InRange(element, times.Min() * 1e6 / size / 4, times.Max() * 1e6 / size * 4);
        });
    }

    [Fact]
    public void The_environment_says_where_and_with_what()
    {
        JsonElement environment = fixture.Report.GetProperty("environment");
        string[] texts = ["date", "cpu", "os", "runtime", "device", "isa", "peakMemory"];
        Assert.All(texts, name => Assert.NotEmpty(environment.GetProperty(name).GetString()!));
        Assert.InRange(environment.GetProperty("cores").GetInt32(), 1, 4096);
        Assert.InRange(environment.GetProperty("memoryMiB").GetInt64(), 256, 1L << 30);
        JsonElement yardstick = environment.GetProperty("yardstick");
        double[] times = [.. ((string[])["min", "nsPerProduct", "max"])
            .Select(name => yardstick.GetProperty(name).GetDouble())];
        Assert.Equal(times.Order(), times);
        if (NativeLibraryLoader.Load().IsLoaded)
        {
            Assert.NotEmpty(environment.GetProperty("compiler").GetString()!);
        }
    }

    [Fact]
    public void The_table_goes_to_stdout_and_the_progress_to_stderr()
    {
        Assert.Contains("one product =", fixture.Run!.Output, StringComparison.Ordinal);
        Assert.Contains("groth16.verify-batch 4", fixture.Run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', fixture.Run.Output + fixture.Run.Error);
    }

    [Fact]
    public async Task The_table_can_be_made_again_from_the_file_in_markdown()
    {
        ProgramRun table = await ProgramRun.Of("bench", "table", fixture.ReportFile, "--markdown");
        Assert.Equal(ExitCode.Ok, table.ExitCode);
        string[] rows = [.. table.Output.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))];
        Assert.Equal(Results.Count() + 2, rows.Length);
        Assert.StartsWith("| kernel | size | threads |", rows[0], StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Equal(rows[0].Count(each => each == '|'), row.Count(each => each == '|')));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("figures")]
    [InlineData("""{ "schema": 1, "kind": "latency", "environment": null, "results": [] }""")]
    public async Task A_table_of_something_else_is_a_file_error(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("other.json"), text);
        (await ProgramRun.Of("bench", "table", folder.File("other.json"))).AssertFailed(
            ExitCode.FileMismatch, "other.json");
    }

    [Fact]
    public async Task A_table_of_a_missing_file_is_a_usage_error()
    {
        (await ProgramRun.Of("bench", "table", "no-such.json")).AssertFailed(ExitCode.Usage, "no-such.json");
    }
}
