using System.Diagnostics.Metrics;
using Prover.Host.Service.Node;
using Prover.Pipeline;

namespace Prover.Host.Service.Metrics;

/// <summary>The figures of a node. Names are OpenTelemetry's way; Prometheus' way follows from them.</summary>
internal sealed class NodeMeters : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Prover.Service";

    private static readonly double[] Seconds =
        [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

    private static readonly double[] Gas =
        [200_000, 300_000, 400_000, 600_000, 800_000, 1_200_000, 2_000_000, 4_000_000];

    /// <summary>Names of devices that have figures of their own.</summary>
    private const int MostDevices = 100;

    private readonly Lock gate = new();
    private readonly HashSet<string> devices = new(StringComparer.Ordinal);
    private readonly NodeWatch watch;
    private readonly NodeControl control;
    private readonly Histogram<double> stageTimes;
    private readonly Counter<long> proofs;
    private readonly Counter<long> leasesLost;
    private readonly Histogram<double> gasUsed;

    public NodeMeters(NodeWatch watch, NodeControl control)
    {
        this.watch = watch;
        this.control = control;
        Meter = new Meter(MeterName);
        stageTimes = Meter.CreateHistogram(
            "prover.stage.duration", "s", "Time of a stage that was done.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        proofs = Meter.CreateCounter<long>("prover.proofs", null, "Proofs that came in, by what became of them.");
        leasesLost = Meter.CreateCounter<long>("prover.lease.lost", null, "Leases that ran out.");
        gasUsed = Meter.CreateHistogram(
            "prover.l1.gas_used", null, "Gas of a submission that was mined.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Gas });
        CreateGauges();
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; }

    /// <summary>Shows counters as 0 before anything was counted; once somebody listens.</summary>
    public void Begin()
    {
        leasesLost.Add(0);
        foreach (string result in (string[])["ok", "invalid", "failed"])
        {
            proofs.Add(0, new KeyValuePair<string, object?>("result", result));
        }
    }

    /// <summary>Counts an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="done">The stages that it ended.</param>
    /// <param name="circuit">The circuit's name.</param>
    /// <param name="transaction">The transaction that was mined; null where there is none.</param>
    public void Count(JobEvent happened, IReadOnlyList<StageDone> done, string circuit, L1Transaction? transaction)
    {
        foreach (StageDone one in done)
        {
            stageTimes.Record(
                one.Time.TotalSeconds,
                new("stage", one.Stage.ToString().ToLowerInvariant()),
                new("circuit", circuit),
                new("device", Device(one.By ?? "node")));
        }

        if (ResultOf(happened) is { } result)
        {
            proofs.Add(1, new KeyValuePair<string, object?>("result", result));
        }

        leasesLost.Add(happened.Kind == JobEventKind.LeaseLost ? 1 : 0);
        if (happened.Kind == JobEventKind.Mined && transaction?.Inclusion is { } inclusion)
        {
            gasUsed.Record(inclusion.GasUsed);
        }
    }

    public void Dispose() => Meter.Dispose();

    /// <summary>A device's name, or <c>other</c> for those that come after the first hundred: workers name themselves,
    /// and each name is a figure for ever.</summary>
    private string Device(string name)
    {
        lock (gate)
        {
            bool known = devices.Contains(name) || (devices.Count < MostDevices && devices.Add(name));
            return known ? name : "other";
        }
    }

    private static string? ResultOf(JobEvent happened)
    {
        return happened.Kind switch
        {
            JobEventKind.Verified => "ok",
            JobEventKind.Rejected => "invalid",
            JobEventKind.Failed when happened.Stage is JobStage.Witness or JobStage.Prove => "failed",
            _ => null,
        };
    }

    private void CreateGauges()
    {
        _ = Meter.CreateObservableGauge("prover.jobs", () => States((_, count) => count), null, "Jobs by state.");
        _ = Meter.CreateObservableGauge(
            "prover.oldest_job", () => States((oldest, _) => oldest), "s", "Longest time in its stage, by state.");
        _ = Meter.CreateObservableGauge(
            "prover.queue.lag", () => Lag(), "blocks", "Blocks that came in and have no proof yet.");
        _ = Meter.CreateObservableGauge(
            "prover.last_proved_block", () => (long)(watch.Last?.LastProved?.Id.BlockNumber ?? 0), null,
            "Newest block with a verified proof.");
        _ = Meter.CreateObservableGauge(
            "prover.key", () => control.Circuits.Select(c => Tagged(c.KeyBytes, ("circuit", c.Name))), "By",
            "Size of a proving key.");
        _ = Meter.CreateObservableGauge(
            "prover.submitter.balance", () => Balance(), "wei", "What the sending account has.");
        _ = Meter.CreateObservableGauge(
            "prover.build_info", () => Tagged(1L, ("version", NodeWatch.Version)), null, "The program.");
        _ = Meter.CreateObservableGauge("prover.activity", () => Activity(), null, "1 for what the node does.");
    }

    private IEnumerable<Measurement<double>> States(Func<double, int, double> value)
    {
        NodeSnapshot? look = watch.Last;
        foreach (JobState state in look is null ? [] : Enum.GetValues<JobState>())
        {
            JobCount[] counts = [.. look!.Counts.Where(count => count.State == state)];
            double oldest = counts.Select(c => (look.Time - c.Oldest).TotalSeconds).DefaultIfEmpty().Max();
            yield return Tagged(
                value(Math.Max(0, oldest), counts.Sum(c => c.Count)), ("state", state.ToString().ToLowerInvariant()));
        }
    }

    private long Lag()
    {
        return watch.Last?.Counts
            .Where(c => c.Stage < JobStage.Verify && c.State is (JobState.Waiting or JobState.Running))
            .Sum(c => (long)c.Count) ?? 0;
    }

    private IEnumerable<Measurement<double>> Balance()
    {
        string? wei = watch.Last is { } look ? watch.Report(look).L1?.BalanceWei : null;
        return wei is null ? [] : [new(double.Parse(wei, System.Globalization.CultureInfo.InvariantCulture))];
    }

    private IEnumerable<Measurement<long>> Activity()
    {
        Api.NodeActivity? now = watch.Last is { } look ? watch.ActivityOf(look).Activity : null;
        return Enum.GetValues<Api.NodeActivity>()
            .Select(a => Tagged(a == now ? 1L : 0L, ("activity", a.ToString().ToLowerInvariant())));
    }

    private static Measurement<T> Tagged<T>(T value, (string Name, string Value) tag)
        where T : struct
    {
        return new Measurement<T>(value, new KeyValuePair<string, object?>(tag.Name, tag.Value));
    }
}
