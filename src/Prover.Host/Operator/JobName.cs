using System.CommandLine;
using System.Globalization;
using Prover.Host.Cli;
using Prover.Host.Service.Api;
using Prover.Pipeline;

namespace Prover.Host.Operator;

/// <summary>How an operator names a job: <c>7/812</c>, or <c>812</c> for the chain of the node's newest job.</summary>
internal static class JobName
{
    /// <summary>The argument.</summary>
    public static Argument<string> Argument()
    {
        return new Argument<string>("job") { Description = "A job: 7/812, or 812 on the chain of the newest one." };
    }

    /// <summary>The job that a text names.</summary>
    /// <exception cref="CommandException">It names none, or the node has none at all.</exception>
    public static async Task<JobId> FindAsync(NodeClient node, string text, CancellationToken cancel)
    {
        if (JobId.TryParse(text, out JobId id))
        {
            return id;
        }

        if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) || number == 0)
        {
            throw new CommandException(ExitCode.Usage, $"expected a job like 7/812 or 812, found '{text}'");
        }

        JobPage newest = await node.GetAsync<JobPage>("/v1/jobs?limit=1", cancel).ConfigureAwait(false);
        return newest.Jobs is [JobSummary job, ..] && JobId.TryParse(job.Job, out JobId known)
            ? known with { BlockNumber = number }
            : throw new CommandException(ExitCode.NotFound, $"{node.Address}: there is no job {number}, nor any other");
    }
}
