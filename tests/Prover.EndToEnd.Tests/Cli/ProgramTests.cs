using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Prover.Host.Cli;
using Prover.Testing;
using Xunit;

namespace Prover.EndToEnd.Tests.Cli;

/// <summary>What the program says and with which exit code it ends.</summary>
public sealed partial class ProgramTests
{
    [Fact]
    public async Task The_version_names_the_commit()
    {
        ProgramRun run = await ProgramRun.Of("--version");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        if (Directory.Exists(RepositoryRoot.Combine(".git")) || File.Exists(RepositoryRoot.Combine(".git")))
        {
            Assert.Matches(VersionWithCommit(), run.Output.Trim());
        }
    }

    [Fact]
    public async Task An_unknown_command_is_a_usage_error_of_one_line()
    {
        (await ProgramRun.Of("frobnicate")).AssertFailed(ExitCode.Usage, "--help");
    }

    [Fact]
    public async Task An_unknown_circuit_is_a_usage_error_that_names_those_that_are_there()
    {
        (await ProgramRun.Of("circuit", "info", "nowhere")).AssertFailed(ExitCode.Usage, "rollup-block");
    }

    [Fact]
    public async Task A_damaged_manifest_is_a_file_error()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("circuit.json"), "{ \"id\": 7 ");
        (await ProgramRun.Of("circuit", "info", folder.Path)).AssertFailed(ExitCode.FileMismatch, "manifest");
    }

    [Fact]
    public async Task A_manifest_whose_type_is_not_there_is_a_file_error()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(
            folder.File("circuit.json"),
            """{ "id": "gone", "description": "none", "assembly": "Prover.Circuit.Cubic", "type": "No.Such.Type" }""");
        (await ProgramRun.Of("circuit", "info", folder.Path)).AssertFailed(ExitCode.FileMismatch, "No.Such.Type");
    }

    [Fact]
    public async Task Circuit_info_prints_one_json_document_on_stdout()
    {
        ProgramRun run = await ProgramRun.Of("circuit", "info", RepositoryRoot.Combine("circuits", "Cubic"), "--json");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        using JsonDocument info = JsonDocument.Parse(run.Output);
        Assert.Equal("cubic", info.RootElement.GetProperty("circuit").GetString());
        Assert.Equal(2, info.RootElement.GetProperty("constraints").GetInt32());
        Assert.Equal(1, info.RootElement.GetProperty("publicInputs").GetInt32());
    }

    [Fact]
    public async Task The_block_circuit_has_its_size_printed_and_stays_within_what_a_transfer_may_cost()
    {
        ProgramRun run = await ProgramRun.Of("circuit", "info", "circuits/RollupBlock");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.InRange(Figure("constraints  "), 1, 1 << 19);
        Assert.InRange(Figure("wires  "), 1, 1 << 19);
        Assert.InRange(Figure("constraints per transfer  "), 15_000, 26_000);
        Assert.Matches(@"non-zeros A / B / C\s+[\d,]+ / [\d,]+ / [\d,]+", run.Output);

        double Figure(string label)
        {
            string line = run.Output.Split('\n').Single(line => line.StartsWith(label, StringComparison.Ordinal));
            string number = line[label.Length..].TrimStart().Split(' ')[0];
            return double.Parse(number, NumberStyles.Number, CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Circuits_are_found_by_folder_name_and_by_id_alike()
    {
        ProgramRun byFolder = await ProgramRun.Of("circuit", "info", "circuits/Cubic", "--json");
        ProgramRun byId = await ProgramRun.Of("circuit", "info", "cubic", "--json");
        Assert.Equal(byId.Output, byFolder.Output);
    }

    [Fact]
    public async Task Output_in_a_pipe_has_no_escape_codes()
    {
        ProgramRun run = await ProgramRun.Of("circuit", "info", "cubic");
        Assert.DoesNotContain('\u001b', run.Output + run.Error);
        Assert.Contains("constraints", run.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+\+[0-9a-f]{40}$")]
    private static partial Regex VersionWithCommit();
}
