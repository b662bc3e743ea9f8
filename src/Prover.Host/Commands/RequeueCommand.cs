using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Api;
using Prover.Pipeline;

namespace Prover.Host.Commands;

/// <summary><c>prover requeue JOB</c>: sends a job back to a stage.</summary>
internal static class RequeueCommand
{
    private static readonly JobStage[] Choices = [JobStage.Witness, JobStage.Prove, JobStage.Verify, JobStage.Submit];

    public static Command Create(Terminal terminal)
    {
        Argument<string> job = JobName.Argument();
        Option<string> from = new("--from")
        {
            Description = "Stage to start from again: witness, prove, verify or submit.",
            DefaultValueFactory = _ => JobText.Word(JobStage.Witness),
        };
        NodeOptions node = new();
        Command command = new("requeue", "Sends a job back to a stage, its failures forgotten.") { job, from };
        _ = from.AcceptOnlyFromAmong([.. Choices.Select(JobText.Word)]);
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            JobStage stage = Enum.Parse<JobStage>(parsed.GetRequiredValue(from), ignoreCase: true);
            using NodeClient client = node.Open(parsed);
            JobId id = await JobName.FindAsync(client, parsed.GetRequiredValue(job), cancel).ConfigureAwait(false);
            AdminAnswer answer = await client.PostAdminAsync<AdminAnswer>(
                $"/v1/admin/jobs/{id}/requeue", new RequeueRequest(stage, NodeOptions.Asker), cancel)
                .ConfigureAwait(false);
            terminal.Result($"{answer.Done} from {JobText.Word(stage)}");
            return ExitCode.Ok;
        });
        return command;
    }
}
