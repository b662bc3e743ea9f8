using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Compute.Tests;

/// <summary>The contract of the managed device in processes whose runtime leaves instructions out.</summary>
/// <remarks>The vectors are chosen when the process starts, so that each setting needs a process of its own.</remarks>
public sealed class InstructionSetTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task The_managed_device_keeps_its_contract_without(string setting)
    {
        ProcessStartInfo info = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment[setting] = "0";
        info.ArgumentList.Add("test");
        info.ArgumentList.Add(typeof(InstructionSetTests).Assembly.Location);
        info.ArgumentList.Add("--filter");
        info.ArgumentList.Add(
            $"FullyQualifiedName~.{nameof(ManagedDeviceTests)}.|FullyQualifiedName~.{nameof(InstructionChoiceTests)}.");
        using Process process = Process.Start(info)!;
        using CancellationTokenSource limit = new(Limit);
        try
        {
            Task<string> text = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            output.WriteLine(await text);
            output.WriteLine(await error);
            Assert.Equal(0, process.ExitCode);

            // A filter that finds nothing ends well, too.
            Assert.Matches(@"Passed:\s+[3-9]\d", await text);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
