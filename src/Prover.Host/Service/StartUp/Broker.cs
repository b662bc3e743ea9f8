using Microsoft.Extensions.Logging;
using Prover.Host.Cli;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Prover.Queue;

namespace Prover.Host.Service.StartUp;

/// <summary>RabbitMQ as the settings name it.</summary>
internal static class Broker
{
    /// <summary>How to reach it.</summary>
    /// <exception cref="CommandException">The password is not there, or a setting cannot be.</exception>
    public static RabbitOptions Options(QueueSettings settings)
    {
        string? password = Secrets.Read("Queue:Password", settings.PasswordFile, settings.PasswordVariable);
        UriBuilder address = new(settings.Uri!);
        if (password is not null)
        {
            address.Password = Uri.EscapeDataString(password);
        }

        RabbitOptions options = new() { Address = address.Uri, Prefix = settings.Prefix };
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentException failure)
        {
            throw new CommandException(ExitCode.Usage, $"settings of section Queue: {failure.Message}", failure);
        }
    }

    /// <summary>The parts of a node that talk to it.</summary>
    public static IEnumerable<NodeLoop> Loops(
        QueueSettings settings, RabbitOptions options, JobParts jobs, IWorkBoard board, TimeProvider clock, ILogger log)
    {
        Action<QueueNotice> notice = Notice(log);
        if (settings.Door)
        {
            RabbitBlockDoor door = new(options, jobs.Door, jobs.Store, jobs.Payloads, clock, notice);
            RabbitJobEvents events = new(options, jobs.Store, jobs.Feed, clock, notice);
            yield return Service("queue of blocks", door.RunAsync);
            yield return Service("queue of events", events.RunAsync);
        }

        if (settings.Workers)
        {
            yield return Service("queue of work", new RabbitWorkServer(options, board, clock, notice).RunAsync);
        }
    }

    /// <summary>Logs what happens between this process and the broker.</summary>
    public static Action<QueueNotice> Notice(ILogger log)
    {
        return notice =>
        {
            string line = OneLine.Of($"broker: {notice.Text}");
            if (notice.Kind == QueueNoticeKind.Connected)
            {
                log.Said(line);
            }
            else
            {
                log.Warned(line);
            }
        };
    }

    private static NodeLoop Service(string name, Func<CancellationToken, Task> run)
    {
        return new NodeLoop(name, LoopKind.Service, (end, _) => run(end));
    }
}
