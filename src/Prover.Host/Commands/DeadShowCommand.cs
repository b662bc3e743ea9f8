using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Api;
using Prover.Pipeline;

namespace Prover.Host.Commands;

/// <summary><c>prover dead show JOB</c>: a job with its history, and its replay bundle as a file.</summary>
internal static class DeadShowCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> job = JobName.Argument();
        Option<bool> json = CommonOptions.Json();
        Option<string?> bundle = new("--bundle")
        {
            Description = "Where to write the replay bundle of its last failure, for 'prover replay'.",
        };
        NodeOptions node = new();
        Command command = new("show", "Shows one with every stage and attempt.") { job, json, bundle };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            string? file = parsed.GetValue(bundle);
            OutputFile.CheckFolder(file);
            using NodeClient client = node.Open(parsed);
            JobId id = await JobName.FindAsync(client, parsed.GetRequiredValue(job), cancel).ConfigureAwait(false);
            JobDetail detail = await client.GetAsync<JobDetail>($"/v1/jobs/{id}", cancel).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                terminal.Result(OperatorJson.Of(detail));
            }
            else
            {
                JobText.Print(terminal, detail, DateTimeOffset.UtcNow);
            }

            if (file is not null)
            {
                await SaveAsync(terminal, client, detail.Summary, file, cancel).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task SaveAsync(
        Terminal terminal, NodeClient client, JobSummary job, string file, CancellationToken cancel)
    {
        string path = job.Bundle ?? throw new CommandException(
            ExitCode.NotFound, $"job {job.Job} has no replay bundle: none of its attempts failed in a worker");
        byte[] bytes = await client.GetBytesAsync(path, cancel).ConfigureAwait(false);
        ContentHash found = ContentHash.Of(bytes);
        if (!path.EndsWith($"/{found}", StringComparison.Ordinal))
        {
            throw new CommandException(
                ExitCode.FileMismatch, $"expected the bundle {path}, found bytes with the hash {found}");
        }

        OutputFile.WriteBytes(file, bytes);
        terminal.Note($"bundle written to {file} ({bytes.Length:N0} bytes); see: prover replay {file}");
    }
}
