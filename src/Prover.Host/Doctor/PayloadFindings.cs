using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Api;
using Prover.Host.Service.Settings;

namespace Prover.Host.Doctor;

/// <summary>Looks at where a worker gets its blocks from: the node, or a folder shared with it.</summary>
internal static class PayloadFindings
{
    private const string Subject = "blocks";

    /// <summary>Whether it is there.</summary>
    public static async Task<Finding> LookAsync(WorkerSettings settings, CancellationToken cancel)
    {
        if (settings.PayloadFolder is { } folder)
        {
            return Directory.Exists(folder)
                ? new Finding(Subject, true, $"{folder} is there")
                : new Finding(
                    Subject, false, $"expected the folder {folder}", "mount it, or mend Worker:PayloadFolder");
        }

        using NodeClient node = new(settings.PayloadsFrom!, () => null);
        try
        {
            HealthReport health = await node.GetAsync<HealthReport>("/health/live", cancel).ConfigureAwait(false);
            return new Finding(Subject, true, $"the node at {node.Address} is {JobText.Word(health.Activity)}");
        }
        catch (CommandException failure)
        {
            return new Finding(Subject, false, failure.Message, "start the node, or mend Worker:PayloadsFrom");
        }
    }
}
