using System.Globalization;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Store.Crasher;

/// <summary>What the process writes, and what must hold of it at any moment.</summary>
public static class Steps
{
    private const ulong Chain = 7;
    private const string LastStep = "last step";

    /// <summary>The last step that is stored; 0 for an empty store.</summary>
    public static uint Last(IJobReader jobs)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return uint.Parse(jobs.Setting(LastStep) ?? "0", CultureInfo.InvariantCulture);
    }

    /// <summary>The payload that step n puts before its transaction: n mod 7 pages and a bit.</summary>
    public static byte[] Payload(uint n)
    {
        byte[] bytes = new byte[(n % 7 * 4096) + 4];
        Array.Fill(bytes, (byte)n);
        BitConverter.TryWriteBytes(bytes, n);
        return bytes;
    }

    /// <summary>Step n: job n comes, job n − 1 is done; one row in each table.</summary>
    public static uint Write(IJobTransaction jobs, uint n)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        Job job = Waiting(n);
        jobs.Save(job);
        if (n > 1)
        {
            jobs.Save(jobs.Find(Id(n - 1))! with { Stage = JobStage.Final, State = JobState.Done });
        }

        _ = jobs.Append(new JobEvent(0, job.Id, job.Admitted, JobEventKind.Queued, job.Stage, n));
        jobs.Save(new WorkerRecord { Name = "w/cpu", LastSeen = job.Admitted, ProofsRight = n });
        L1TransactionVersion version = new(default, n, 1, new byte[800], job.Admitted);
        jobs.Save(new L1Transaction
        {
            Nonce = n,
            Job = job.Id,
            State = L1TransactionState.Pending,
            Versions = [version, version],
        });
        jobs.SetSetting(LastStep, n.ToString(CultureInfo.InvariantCulture));
        return n;
    }

    /// <summary>What is not as it must be after some whole steps; empty if all is well.</summary>
    public static IReadOnlyList<string> Faults(IJobReader jobs)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        uint last = Last(jobs);
        List<string> faults = [];
        IReadOnlyList<Job> newest = jobs.Select(new JobQuery { NewestFirst = true, Limit = 10_000 });
        Expect(faults, "jobs", last, newest.Count > 0 ? newest[0].Id.BlockNumber : 0);
        Expect(faults, "count of jobs", last, jobs.Counts().Sum(count => count.Count));
        Expect(faults, "jobs that wait", Math.Min(last, 1), newest.Count(job => job.State == JobState.Waiting));
        Expect(faults, "events", last, Events(jobs));
        Expect(faults, "worker", last, jobs.Workers().Sum(worker => worker.ProofsRight));
        IReadOnlyList<L1Transaction> sent = jobs.L1Transactions(0);
        Expect(faults, "transactions", last, sent.Count);
        Expect(faults, "versions", 2 * last, sent.Sum(one => one.Versions.Count));
        return faults;
    }

    /// <summary>A job that waits.</summary>
    public static Job Waiting(uint n) => new()
    {
        Id = Id(n),
        Key = "key-" + n.ToString(CultureInfo.InvariantCulture),
        Envelope = ContentHash.Of(Payload(n)),
        CircuitId = new Bytes32(new byte[32]),
        Admitted = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        StageSince = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    /// <summary>Says that a worker is here; how many are.</summary>
    public static int Join(IJobTransaction jobs, string worker)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        jobs.Save(new WorkerRecord { Name = worker, LastSeen = default });
        return jobs.Workers().Count;
    }

    /// <summary>Takes the oldest job that waits; its number, null if there is none.</summary>
    public static uint? Lease(IJobTransaction jobs, string worker)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        IReadOnlyList<Job> oldest = jobs.Select(new JobQuery { States = [JobState.Waiting], Limit = 1 });
        if (oldest.Count == 0)
        {
            return null;
        }

        Job job = oldest[0];
        jobs.Save(job with
        {
            State = JobState.Running,
            Fence = job.Fence + 1,
            Lease = new JobLease(worker, "cpu", job.Admitted, job.Admitted, 0, job.Admitted),
        });
        _ = jobs.Append(new JobEvent(0, job.Id, job.Admitted, JobEventKind.Leased, job.Stage, job.Fence + 1, worker));
        return job.Id.BlockNumber;
    }

    private static JobId Id(uint n) => new(Chain, n);

    // Numbered without gaps, one for each step.
    private static long Events(IJobReader jobs)
    {
        long last = 0;
        while (jobs.Events(last, null, 1000) is { Count: > 0 } some)
        {
            if (some[0].Sequence != last + 1 || some[^1].Sequence != last + some.Count
                || some.Any(one => one.Attempt != one.Sequence))
            {
                return -1;
            }

            last = some[^1].Sequence;
        }

        return last;
    }

    private static void Expect(List<string> faults, string what, long expected, long found)
    {
        if (expected != found)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected}, found {found}"));
        }
    }
}
