using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Api;
using Prover.Pipeline;

namespace Prover.Host.Commands;

/// <summary><c>prover dead …</c>: jobs that failed for good or wait for an operator.</summary>
internal static class DeadCommand
{
    public static Command Create(Terminal terminal)
    {
        return new Command("dead", "Jobs that are dead or held: what to know of them and what to do with them.")
        {
            List(terminal),
            DeadShowCommand.Create(terminal),
            Verb(terminal, "retry", "Gives a dead or held job another round of attempts in its stage."),
            Verb(terminal, "drop", "Gives a dead or held job up; its number may then be given to another block."),
        };
    }

    private static Command List(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        NodeOptions node = new();
        Command command = new("list", "Lists them with their reasons.") { json };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using NodeClient client = node.Open(parsed);
            JobPage page = await client.GetAdminAsync<JobPage>("/v1/admin/dead", cancel).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                terminal.Result(OperatorJson.Of(page));
            }
            else if (page.Jobs.Count == 0)
            {
                terminal.Result("no job is dead or held");
            }
            else
            {
                JobText.PrintTable(terminal, page.Jobs, DateTimeOffset.UtcNow);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Verb(Terminal terminal, string verb, string description)
    {
        Argument<string> job = JobName.Argument();
        NodeOptions node = new();
        Command command = new(verb, description) { job };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using NodeClient client = node.Open(parsed);
            JobId id = await JobName.FindAsync(client, parsed.GetRequiredValue(job), cancel).ConfigureAwait(false);
            AdminAnswer answer = await client.PostAdminAsync<AdminAnswer>(
                $"/v1/admin/jobs/{id}/{verb}", new AdminRequest(NodeOptions.Asker), cancel).ConfigureAwait(false);
            terminal.Result(answer.Done);
            return ExitCode.Ok;
        });
        return command;
    }
}
