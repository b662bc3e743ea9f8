using System.Diagnostics;
using System.Text.Json;
using Prover.Compute;
using Prover.Compute.Native;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Bench.Setting;
using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Bench;

/// <summary>The command line of <c>prover bench kernels</c>: levels, devices, refusals, cancellation.</summary>
public sealed class KernelCommandTests
{
    [Theory]
    [InlineData("--only nosuch", "nosuch")]
    [InlineData("--only msm.g1:99", "1 to 24")]
    [InlineData("--only fq.mul:9", "one size")]
    [InlineData("--threads 0", "'0'")]
    [InlineData("--threads two", "'two'")]
    [InlineData("--isa mmx", "mmx")]
    [InlineData("--isa portable --device managed", "managed")]
    [InlineData("--json no-such-folder/a.json", "no-such-folder")]
    [InlineData("--json .", "folder")]
    [InlineData("--frobnicate", "bench kernels --help")]
    public async Task Arguments_that_make_no_sense_are_usage_errors_of_one_line(string arguments, string says)
    {
        ProgramRun run = await ProgramRun.Of(["bench", "kernels", "--quick", .. arguments.Split(' ')]);
        run.AssertFailed(ExitCode.Usage, says);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_device_that_does_not_exist_is_a_device_error()
    {
        ProgramRun run = await ProgramRun.Of("bench", "kernels", "--quick", "--device", "abacus");
        run.AssertFailed(ExitCode.Device, "abacus");
    }

    [Fact]
    public void A_level_that_this_machine_lacks_is_a_device_error_that_names_the_others()
    {
        DeviceException failure = Assert.Throws<DeviceException>(
            () => NativeLevels.Find("ifma", [NativeIsa.Portable, NativeIsa.Adx]));
        Assert.Contains("portable, adx", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Device, Failures.CodeOf(failure));
    }

    [Fact]
    public async Task A_level_without_the_native_library_is_a_device_error()
    {
        using TemporaryFolder folder = new();
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            if (Path.GetFileName(file) != NativeLibraryLoader.FileName)
            {
                File.Copy(file, folder.File(Path.GetFileName(file)));
            }
        }

        string program = folder.File(typeof(CommandLine).Assembly.GetName().Name + ".dll");
        ProcessStartInfo info = new("dotnet", [program, "bench", "kernels", "--quick", "--isa", "portable"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        new ProgramRun(process.ExitCode, await output, await error).AssertFailed(
            ExitCode.Device, NativeLibraryLoader.FileName);
    }

    [Fact]
    public async Task Every_level_that_is_available_can_be_asked_for()
    {
        IReadOnlyList<NativeIsa> available = NativeLibraryLoader.Load().IsLoaded ? NativeInfo.AvailableIsas : [];
        using TemporaryFolder folder = new();
        foreach (string level in available.Select(NativeLevels.NameOf))
        {
            string file = folder.File(level);
            ProgramRun run = await ProgramRun.Of(
                "bench", "kernels", "--quick", "--isa", level, "--only", "fq.mul,ntt", "msm.g1:7", "--json", file);
            Assert.True(run.ExitCode == ExitCode.Ok, run.Error);
            Assert.All(await Levels(file), found => Assert.Equal(level, found));
        }
    }

    [Fact]
    public async Task The_managed_device_is_measured_at_the_level_of_the_runtime()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("managed.json");
        ProgramRun run = await ProgramRun.Of(
            ["bench", "kernels", "--quick", "--device", "managed", "--only", "fq.mul", "ntt:6", "--json", file],
            new Dictionary<string, string> { ["DOTNET_EnableHWIntrinsic"] = "0" });
        Assert.True(run.ExitCode == ExitCode.Ok, run.Error);
        Assert.All(await Levels(file), found => Assert.Equal("scalar", found));
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        JsonElement settings = report.RootElement.GetProperty("environment").GetProperty("runtimeSettings");
        Assert.Equal("0", settings.GetProperty("DOTNET_EnableHWIntrinsic").GetString());
    }

    [Fact]
    public async Task Ctrl_C_ends_it_within_two_seconds_and_leaves_no_file_behind()
    {
        using TemporaryFolder folder = new();
        string json = folder.File("never.json");
        using Process bench = ProgramRun.Start(
            ["bench", "kernels", "--only", "fq.mul", "groth16.setup:16", "--threads", "1", "--json", json],
            new Dictionary<string, string> { ["TMPDIR"] = folder.Path });
        try
        {
            await UntilLineAsync(bench.StandardError, "fq.mul");
            Stopwatch watch = Stopwatch.StartNew();
            using (Process kill = Process.Start("kill", ["-INT", $"{bench.Id}"]))
            {
                await kill.WaitForExitAsync();
            }

            await bench.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            // Two seconds are promised; the rest is for a busy machine.
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 4);
            Assert.Equal(ExitCode.Cancelled, bench.ExitCode);
            Assert.DoesNotContain(
                Directory.EnumerateFileSystemEntries(folder.Path),
                entry => Path.GetFileName(entry).StartsWith("prover", StringComparison.Ordinal)
                    || Path.GetFileName(entry).StartsWith("never", StringComparison.Ordinal));
        }
        finally
        {
            bench.Kill(entireProcessTree: true);
        }
    }

    private static async Task UntilLineAsync(StreamReader reader, string start)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
        while (await reader.ReadLineAsync(limit.Token) is string line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("the program ended before it said: " + start);
    }

    private static async Task<string[]> Levels(string file)
    {
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        JsonElement[] results = [.. report.RootElement.GetProperty("results").EnumerateArray()];
        Assert.NotEmpty(results);
        return [.. results.Select(one => one.GetProperty("isa").GetString()!)];
    }
}
