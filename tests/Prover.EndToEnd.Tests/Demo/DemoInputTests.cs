using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Demo;

/// <summary>What the demo says about arguments that it cannot use.</summary>
public sealed class DemoInputTests
{
    [Fact]
    public async Task A_transfer_file_that_is_not_there_is_a_usage_error()
    {
        ProgramRun run = await ProgramRun.Of("demo", "--transfers", "no-such-file.csv");
        run.AssertFailed(ExitCode.Usage, "no-such-file.csv");
    }

    [Fact]
    public async Task A_transfer_file_without_the_columns_is_a_file_error()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("a.csv"), "who,whom\n1,2\n");
        (await ProgramRun.Of("demo", "--transfers", folder.File("a.csv"))).AssertFailed(ExitCode.FileMismatch, "token");
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_named()
    {
        (await ProgramRun.Of("demo", "--l1", "http://127.0.0.1:1/a-key"))
            .AssertFailed(ExitCode.Usage, "no node answers at http://127.0.0.1:1.");
    }

    [Theory]
    [InlineData("127.0.0.1:8545")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task An_address_of_another_kind_is_a_usage_error(string address)
    {
        (await ProgramRun.Of("demo", "--l1", address)).AssertFailed(ExitCode.Usage, "--l1: expected an http");
    }

    [Fact]
    public async Task A_device_that_does_not_exist_is_a_device_error()
    {
        (await ProgramRun.Of("demo", "--device", "abacus")).AssertFailed(ExitCode.Device, "abacus");
    }

    [Fact]
    public async Task Blocks_must_be_at_least_one()
    {
        (await ProgramRun.Of("demo", "--blocks", "0")).AssertFailed(ExitCode.Usage, "at least 1");
    }
}
