using System.Collections.Concurrent;

namespace Prover.Pipeline;

/// <content>What is known of workers.</content>
public sealed partial class JobBoard
{
    /// <summary>Names beyond which those that were not seen lately are forgotten.</summary>
    private const int ManyPresent = 256;

    /// <summary>Names that are remembered at most: of more, those that were not seen for the longest time are
    /// forgotten.</summary>
    private const int MostPresent = 1024;

    private readonly ConcurrentDictionary<string, (WorkerIdentity Worker, long Seen)> _present =
        new(StringComparer.Ordinal);

    private void See(WorkerIdentity worker)
    {
        _present[worker.Name] = (worker, _clock.GetTimestamp());
        if (_present.Count > ManyPresent)
        {
            foreach (string name in _present.Where(other => !IsRecent(other.Value.Seen)).Select(other => other.Key))
            {
                _ = _present.TryRemove(name, out _);
            }
        }

        if (_present.Count > MostPresent)
        {
            // A few more than have to go, so that not every stranger costs a look at all names.
            foreach (string name in _present.OrderBy(other => other.Value.Seen).Take(ManyPresent)
                .Select(other => other.Key))
            {
                _ = _present.TryRemove(name, out _);
            }
        }
    }

    /// <summary>Whether another device asked for work lately that could prove a job and has not failed it.</summary>
    private Func<Job, bool> Others(IJobReader rows, WorkerIdentity worker)
    {
        var quarantined = rows.Workers()
            .Where(record => record.Quarantined is not null)
            .Select(record => record.Name)
            .ToHashSet(StringComparer.Ordinal);
        List<WorkerIdentity> there =
        [
            .. _present.Values
                .Where(other => IsRecent(other.Seen) && other.Worker.Name != worker.Name)
                .Select(other => other.Worker)
                .Where(other => !quarantined.Contains(other.Name)),
        ];
        return job => there.Exists(other =>
            other.Circuits.Contains(job.CircuitId) && !job.FailedWorkers.Contains(other.Name));
    }

    // By the steady clock: somebody may set the other one.
    private bool IsRecent(long seen) => _clock.GetElapsedTime(seen) < _rules.WorkerRecent;

    private static bool IsQuarantined(IJobReader rows, WorkerIdentity worker) =>
        rows.Workers().Any(record => record.Name == worker.Name && record.Quarantined is not null);

    private WorkerRecord Count(IJobTransaction rows, string name, Func<WorkerRecord, WorkerRecord> change)
    {
        WorkerRecord known = rows.Workers().FirstOrDefault(record => record.Name == name)
            ?? new WorkerRecord { Name = name, LastSeen = Now };
        WorkerRecord counted = change(known) with { LastSeen = Now };
        rows.Save(counted);
        return counted;
    }

    /// <summary>Counts a wrong proof; at the limit the device gets no more work, and what it holds is taken
    /// back.</summary>
    private void CountWrong(BoardTransaction change, JobId id, string device)
    {
        bool isNew = false;
        WorkerRecord counted = Count(change.Rows, device, record =>
        {
            long wrong = record.ProofsWrong + 1;
            isNew = record.Quarantined is null && wrong >= _rules.WrongProofLimit;
            return record with
            {
                ProofsWrong = wrong,
                Quarantined = isNew ? $"{wrong} proofs did not verify" : record.Quarantined,
            };
        });
        if (isNew && change.Rows.Find(id) is { } job)
        {
            change.Append(JobChange.Event(job, Now, JobEventKind.Quarantined, device, counted.Quarantined));
            _ = LoseAll(change, other => other.Lease is { } lease && $"{lease.Worker}/{lease.Device}" == device
                ? "its device is quarantined"
                : null);
        }
    }
}
