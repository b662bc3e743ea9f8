using System.Text.RegularExpressions;
using Prover.Host.Service.Api;
using Prover.Pipeline;

namespace Prover.Host.Service.Node;

/// <summary>From what the store keeps to what the door says.</summary>
internal static partial class Reports
{
    private const double WeiPerGwei = 1e9;

    /// <summary>A job in a list.</summary>
    /// <param name="job">The job.</param>
    /// <param name="bundle">The replay bundle of its last failure.</param>
    public static JobSummary Of(Job job, ContentHash? bundle = null)
    {
        bool waits = job.State == JobState.Waiting && job.NotBefore > job.StageSince;
        return new JobSummary(
            job.Id.ToString(),
            job.Stage,
            job.State,
            job.Lease?.Progress,
            job.Lease is { } lease ? $"{lease.Worker}/{lease.Device}" : job.ProvedBy,
            job.Fence,
            job.Failures,
            job.Admitted,
            job.StageSince,
            waits ? job.NotBefore : null,
            job.Reason,
            job.CircuitId.ToString(),
            job.Envelope.ToString(),
            bundle is { } hash ? $"/v1/admin/bundles/{hash}" : null);
    }

    /// <summary>A device.</summary>
    public static DeviceReport Of(WorkerRecord worker)
    {
        return new DeviceReport(
            worker.Name, worker.LastSeen, worker.ProofsRight, worker.ProofsWrong, worker.Failures, worker.Quarantined);
    }

    /// <summary>An event.</summary>
    public static JobEventReport Of(JobEvent happened)
    {
        return new JobEventReport(
            happened.Sequence, happened.Job.ToString(), happened.Time, happened.Kind, happened.Stage,
            happened.Attempt, happened.By, happened.Detail);
    }

    /// <summary>A transaction of the sender.</summary>
    public static TransactionReport Of(L1Transaction sent)
    {
        return new TransactionReport(
            sent.Nonce,
            sent.Job?.ToString(),
            sent.State,
            [.. sent.Versions.Select(version => version.Hash.ToString())],
            sent.Versions.Count == 0 ? 0 : (double)sent.Versions[^1].MaxFeePerGas / WeiPerGwei,
            sent.Inclusion?.BlockNumber,
            sent.Inclusion?.GasUsed,
            sent.Reason);
    }

    /// <summary>The replay bundle that an event's detail names (<c>bundle</c> and 64 hexadecimal digits).</summary>
    public static ContentHash? BundleIn(string? detail)
    {
        Match match = BundleName().Match(detail ?? "");
        return match.Success && ContentHash.TryParse(match.Groups[1].Value, out ContentHash hash) ? hash : null;
    }

    /// <summary>The replay bundle of a job's last failure; null if there is none.</summary>
    public static ContentHash? BundleOf(IJobReader reader, JobId job)
    {
        return reader.Events(0, job, 10_000).Select(e => BundleIn(e.Detail)).LastOrDefault(found => found is not null);
    }

    [GeneratedRegex(@"\bbundle[ =:]([0-9a-f]{64})\b")]
    private static partial Regex BundleName();
}
