using System.Collections;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Prover.Client;
using Prover.Faults;
using Prover.Host.Service;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Settings;
using Prover.Host.Service.StartUp;
using Prover.Wire;

// Prover.Faults SETTINGS BLOCKS [--journal FILE] [--die-at N]
//
// A node from the real parts with the settings of a JSON file. It publishes the envelopes of a folder to its own door,
// in the order of their names and with their names as keys, waits until all are final and ends with 0. Each durable
// step has a point before and one after it; the journal has a line for each, and at point N the process kills itself.
string? journal = Option("--journal");
int dieAt = Option("--die-at") is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
ServiceSettings settings = SettingsReader.Read(args[0], new Hashtable(), []);
using ILoggerFactory loggers = LoggerFactory.Create(logging => LogLines.Add(logging, settings.Log));
DurablePoints points = new(dieAt, journal);
NodeAssembly node = NodeAssembly.Open(
    settings,
    TimeProvider.System,
    loggers.CreateLogger("prover"),
    new NodeSeams
    {
        Jobs = jobs => new WatchedJobStore(jobs, points),
        Payloads = payloads => new WatchedPayloadStore(payloads, points),
        Sender = sender => new WatchedSender(sender, points),
    });
await using (node.ConfigureAwait(false))
{
    ServiceHost host = ServiceHost.Build(settings, node.Parts);
    await using (host.ConfigureAwait(false))
    {
        await host.StartAsync().ConfigureAwait(false);
        bool good = await PublishAsync(new Uri(host.Urls.First())).ConfigureAwait(false);
        host.Control.Drain("all blocks are final");
        _ = await host.RunToEndAsync().ConfigureAwait(false);
        return good ? 0 : 1;
    }
}

async Task<bool> PublishAsync(Uri door)
{
    await using BlockPublisher publisher = new(door);
    List<BlockReceipt> jobs = [];
    foreach (string file in Directory.GetFiles(args[1]).Order(StringComparer.Ordinal))
    {
        byte[] envelope = await File.ReadAllBytesAsync(file).ConfigureAwait(false);
        jobs.Add(await publisher.PublishAsync(envelope, Path.GetFileName(file), default).ConfigureAwait(false));
    }

    bool good = true;
    foreach (BlockReceipt job in jobs)
    {
        JobUpdate? end = null;
        await foreach (JobUpdate update in publisher.Follow(job.Job).ConfigureAwait(false))
        {
            end = update;
        }

        good &= end?.Kind == "final";
    }

    return good;
}

string? Option(string name)
{
    int at = Array.IndexOf(args, name);
    return at < 0 ? null : args[at + 1];
}
