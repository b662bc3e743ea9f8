using System.Globalization;
using Prover.Pipeline;

namespace Prover.Queue;

/// <summary>The names of everything on the broker.</summary>
/// <param name="Prefix">The first part of each.</param>
public sealed record RabbitNames(string Prefix)
{
    /// <summary>Queue: blocks come in.</summary>
    public string Blocks => Prefix + ".blocks";

    /// <summary>Queue: messages that cannot become a job, with their reason.</summary>
    public string Dead => Prefix + ".blocks.dead";

    /// <summary>Queue: questions for the events of a job.</summary>
    public string Questions => Prefix + ".jobs";

    /// <summary>Queue: one message for each job that a worker could take.</summary>
    public string Work => Prefix + ".work";

    /// <summary>Queue: what workers tell and ask the node.</summary>
    public string Control => Prefix + ".control";

    /// <summary>Topic exchange: what happens to jobs.</summary>
    public string Events => Prefix + ".events";

    /// <summary>The routing key of a job's events.</summary>
    public static string EventKey(JobId job) =>
        string.Create(CultureInfo.InvariantCulture, $"job.{job.ChainId}.{job.BlockNumber}");
}
