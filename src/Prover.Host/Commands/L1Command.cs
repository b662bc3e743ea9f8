using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Api;

namespace Prover.Host.Commands;

/// <summary><c>prover l1 …</c>: what a node knows of L1, and the transactions that wait for an operator.</summary>
internal static class L1Command
{
    public static Command Create(Terminal terminal)
    {
        return new Command("l1", "L1 as a node sees it.") { Status(terminal), Resolve(terminal), Reopen(terminal) };
    }

    private static Command Status(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        NodeOptions node = new();
        Command command = new("status", "Accepted and final block, keys, sender, balance, open transactions.") { json };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using NodeClient client = node.Open(parsed);
            L1Report report = await client.GetAdminAsync<L1Report>("/v1/admin/l1", cancel).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                terminal.Result(OperatorJson.Of(report));
            }
            else
            {
                NodeText.Print(terminal, report);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Resolve(Terminal terminal)
    {
        Argument<ulong> nonce = new("nonce") { Description = "Nonce of a transaction that waits for an operator." };
        Option<double> fee = new("--max-fee-gwei")
        {
            Description = "Most that may be paid for a gas from now on; up to 1000000.", Required = true,
        };
        NodeOptions node = new();
        Command command = new("resolve", "Allows a capped transaction a higher fee; the others keep their cap.")
        {
            nonce, fee,
        };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            double gwei = parsed.GetRequiredValue(fee);
            if (gwei is not (> 0 and <= 1_000_000))
            {
                throw new CommandException(
                    ExitCode.Usage, $"--max-fee-gwei: expected a number above 0, up to 1000000, found {gwei}");
            }

            using NodeClient client = node.Open(parsed);
            ResolveRequest request = new(parsed.GetRequiredValue(nonce), gwei, NodeOptions.Asker);
            AdminAnswer answer = await client.PostAdminAsync<AdminAnswer>("/v1/admin/l1/resolve", request, cancel)
                .ConfigureAwait(false);
            terminal.Result(answer.Done);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Reopen(Terminal terminal)
    {
        Argument<ulong> nonce = new("from-nonce") { Description = "The first nonce that L1 lost." };
        NodeOptions node = new();
        Command command = new(
            "reopen", "After L1 took back what was final: sends the settled transactions from a nonce on again.")
        {
            nonce,
        };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using NodeClient client = node.Open(parsed);
            ReopenRequest request = new(parsed.GetRequiredValue(nonce), NodeOptions.Asker);
            AdminAnswer answer = await client.PostAdminAsync<AdminAnswer>("/v1/admin/l1/reopen", request, cancel)
                .ConfigureAwait(false);
            terminal.Result(answer.Done);
            return ExitCode.Ok;
        });
        return command;
    }
}
