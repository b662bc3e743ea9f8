using System.Globalization;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Queue.Tests;

/// <summary>A worker in a process of its own: takes work, "proves" for a moment, hands in; prints each job.</summary>
internal static class WorkerProgram
{
    /// <summary>The circuit of all test jobs.</summary>
    public static readonly Bytes32 Circuit = Bytes32.Parse("0x" + new string('7', 64));

    public static async Task RunAsync(Uri address, string prefix, string name)
    {
        var options = new RabbitOptions
        {
            Address = address,
            Prefix = prefix,
            FirstPause = TimeSpan.FromMilliseconds(20),
            LastPause = TimeSpan.FromMilliseconds(200),
            PollInterval = TimeSpan.FromSeconds(3),
        };
        await using var source = new RabbitWorkSource(options, TimeProvider.System);
        var worker = new WorkerIdentity(name, "cpu", [Circuit]);
        while (true)
        {
            WorkItem item = await source.TakeAsync(worker, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{item.Job} {item.Fence}"));
            await Task.Delay(TimeSpan.FromMilliseconds(50));
            _ = await source.CompleteAsync(item, worker, Result(), CancellationToken.None);
        }
    }

    public static WorkResult Result() => new(new byte[256], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
}
