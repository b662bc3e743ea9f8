using Prover.Host.Service.Logs;
using Prover.Host.Service.Settings;
using Prover.Host.Service.StartUp;
using Prover.Queue;

namespace Prover.Host.Doctor;

/// <summary>Looks at RabbitMQ, if settings name one.</summary>
internal static class QueueFindings
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Whether it can be reached and has the queues as a node declares them; those that are missing are
    /// made.</summary>
    public static async Task<Finding> LookAsync(QueueSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        if (settings.Uri is not { } address)
        {
            return new Finding("queue", true, "no broker: blocks come over HTTP, proofs are made here");
        }

        string where = $"{address.Host}:{(address.IsDefaultPort ? 5672 : address.Port)}";
        string? wrong;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            RabbitOptions options = Broker.Options(settings) with { RequestTimeout = Limit / 2 };
            wrong = await RabbitCheck.RunAsync(options, clock, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            wrong = $"no answer in {Limit.TotalSeconds:0} s";
        }

        return wrong is null
            ? new Finding("queue", true, $"{where} reachable, queues and dead letter as expected")
            : new Finding(
                "queue", false, $"{where}: {OneLine.Of(wrong)}", "start RabbitMQ, or mend Queue:Uri and its password");
    }
}
