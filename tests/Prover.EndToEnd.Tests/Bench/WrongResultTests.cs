using Prover.Host.Bench;
using Prover.Host.Bench.Kernels;
using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Bench;

/// <summary>A wrong result ends a bench with an error; it never becomes a figure.</summary>
public sealed class WrongResultTests
{
    [Theory]
    [InlineData("fq.mul", 512, ExitCode.Device)]
    [InlineData("msm.g1", 64, ExitCode.Device)]
    [InlineData("msm.g2", 32, ExitCode.Device)]
    [InlineData("ntt", 64, ExitCode.Device)]
    [InlineData("groth16.setup", 256, ExitCode.Device)]
    [InlineData("groth16.prove", 256, ExitCode.InvalidProof)]
    [InlineData("groth16.verify", 1, ExitCode.InvalidProof)]
    [InlineData("groth16.verify-batch", 3, ExitCode.InvalidProof)]
    public void A_device_that_lies_about_a_kernel_is_caught(string name, int size, int exitCode)
    {
        using LyingDevice device = new(name);
        CommandException failure = Assert.Throws<CommandException>(() => Measure(device, new KernelSpec(name, size)));
        Assert.Equal(exitCode, failure.ExitCode);
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("msm.g1", 64)]
    [InlineData("ntt", 64)]
    [InlineData("groth16.verify-batch", 3)]
    public void The_same_device_passes_where_it_tells_the_truth(string name, int size)
    {
        using LyingDevice device = new("nothing");
        Assert.NotEmpty(Measure(device, new KernelSpec(name, size)));
    }

    private static IReadOnlyList<Host.Bench.Report.KernelResult> Measure(LyingDevice device, KernelSpec spec)
    {
        KernelBenchOptions options = new(null, device.Name, [1], [], Quick: true, Seed: 5);
        return KernelBench.Run(Terminal.OfProcess(), options, [spec], device, CancellationToken.None).Results;
    }
}
