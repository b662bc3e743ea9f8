using System.CommandLine;
using System.Globalization;
using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Api;
using Prover.Pipeline;

namespace Prover.Host.Commands;

/// <summary><c>prover status [JOB]</c>: the jobs of a node, or one of them with its history.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public static Command Create(Terminal terminal)
    {
        Argument<string?> job = new("job")
        {
            Description = "A job: 7/812, or 812 on the chain of the newest one.", Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> json = CommonOptions.Json();
        Option<bool> watch = new("--watch") { Description = "Show it again every two seconds until interrupted." };
        Option<int> limit = new("--limit")
        {
            Description = "How many jobs, the newest first; 1 to 1000.", DefaultValueFactory = _ => 50,
        };
        NodeOptions node = new();
        Command command = new("status", "Shows the jobs of a node, or one with every stage and transaction.")
        {
            job, json, watch, limit,
        };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using NodeClient client = node.Open(parsed);
            Asked asked = new(client, parsed.GetValue(job), parsed.GetValue(json), parsed.GetValue(limit));
            await ShowAsync(terminal, asked, cancel).ConfigureAwait(false);
            while (parsed.GetValue(watch))
            {
                await Task.Delay(Every, cancel).ConfigureAwait(false);
                terminal.Result("");
                await ShowAsync(terminal, asked, cancel).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Task ShowAsync(Terminal terminal, Asked asked, CancellationToken cancel)
    {
        return asked.Job is { } name
            ? ShowJobAsync(terminal, asked, name, cancel)
            : ShowNodeAsync(terminal, asked, cancel);
    }

    private static async Task ShowJobAsync(Terminal terminal, Asked asked, string name, CancellationToken cancel)
    {
        JobId id = await JobName.FindAsync(asked.Node, name, cancel).ConfigureAwait(false);
        JobDetail detail = await asked.Node.GetAsync<JobDetail>($"/v1/jobs/{id}", cancel).ConfigureAwait(false);
        if (asked.Json)
        {
            terminal.Result(OperatorJson.Of(detail));
            return;
        }

        JobText.Print(terminal, detail, DateTimeOffset.UtcNow);
    }

    private static async Task ShowNodeAsync(Terminal terminal, Asked asked, CancellationToken cancel)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"/v1/jobs?limit={asked.Limit}");
        NodeReport node = await asked.Node.GetAsync<NodeReport>("/v1/node", cancel).ConfigureAwait(false);
        JobPage page = await asked.Node.GetAsync<JobPage>(path, cancel).ConfigureAwait(false);
        if (asked.Json)
        {
            terminal.Result(OperatorJson.Of(new NodeView(node, page.Jobs)));
            return;
        }

        NodeText.Print(terminal, node);
        if (page.Jobs.Count > 0)
        {
            JobText.PrintTable(terminal, page.Jobs, DateTimeOffset.UtcNow);
        }

        if (page.Next is not null)
        {
            terminal.Note($"older jobs are left out: see --limit");
        }
    }

    private sealed record Asked(NodeClient Node, string? Job, bool Json, int Limit);
}
