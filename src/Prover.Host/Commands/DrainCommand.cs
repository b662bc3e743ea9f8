using System.CommandLine;
using System.Diagnostics;
using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Api;

namespace Prover.Host.Commands;

/// <summary><c>prover drain</c>: ends a node in order.</summary>
internal static class DrainCommand
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    public static Command Create(Terminal terminal)
    {
        Option<bool> wait = new("--wait") { Description = "Return when the node has ended." };
        NodeOptions node = new();
        Command command = new("drain", "Ends a node in order: no new work, what runs is finished or handed back.")
        {
            wait,
        };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using NodeClient client = node.Open(parsed);
            Stopwatch watch = Stopwatch.StartNew();
            DrainAnswer answer = await client.PostAdminAsync<DrainAnswer>(
                "/v1/admin/drain", new AdminRequest(NodeOptions.Asker), cancel).ConfigureAwait(false);
            terminal.Result($"leases stopped, {answer.Running} running");
            if (parsed.GetValue(wait))
            {
                await WaitAsync(client, cancel).ConfigureAwait(false);
                terminal.Result($"drained in {Lengths.Of(watch.Elapsed)}");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Until nobody answers any more: the doors close last.</summary>
    private static async Task WaitAsync(NodeClient client, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                _ = await client.GetAsync<HealthReport>("/health/live", cancel).ConfigureAwait(false);
            }
            catch (CommandException gone) when (gone.ExitCode == ExitCode.Unreachable)
            {
                return;
            }

            await Task.Delay(Every, cancel).ConfigureAwait(false);
        }
    }
}
