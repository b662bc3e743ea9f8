using System.Globalization;
using Prover.Host.Cli;
using Prover.Host.Service.Api;

namespace Prover.Host.Operator;

/// <summary>Jobs as text.</summary>
internal static class JobText
{
    /// <summary>A table of jobs.</summary>
    public static void PrintTable(Terminal terminal, IReadOnlyList<JobSummary> jobs, DateTimeOffset now)
    {
        TextTable table = new("JOB", "STAGE", "STATE", "%", "ATT", "DEVICE", "IN STAGE", "AGE", "REASON");
        foreach (JobSummary job in jobs)
        {
            table.Add(
                job.Job,
                Word(job.Stage),
                Word(job.State),
                job.Progress is { } done ? Percent(done) : "-",
                job.Attempt.ToString(CultureInfo.InvariantCulture),
                job.By ?? "-",
                Lengths.Of(now - job.StageSince),
                Lengths.Of(now - job.Admitted),
                job.Reason ?? "");
        }

        table.Print(terminal);
    }

    /// <summary>One job with its history.</summary>
    public static void Print(Terminal terminal, JobDetail detail, DateTimeOffset now)
    {
        JobSummary job = detail.Summary;
        terminal.Result($"job          {job.Job}");
        terminal.Result($"state        {Word(job.Stage)}, {Word(job.State)}{ProgressOf(job)}");
        terminal.Result($"reason       {job.Reason ?? "none"}");
        terminal.Result($"admitted     {Time(job.Admitted)} ({Lengths.Of(now - job.Admitted)} ago)");
        if (job.NotBefore is { } again)
        {
            terminal.Result($"tried again  {Time(again)}");
        }

        terminal.Result($"key          {detail.Key}");
        terminal.Result($"circuit      {job.Circuit}");
        terminal.Result($"envelope     {job.Envelope}");
        terminal.Result($"bundle       {job.Bundle ?? "none"}");
        PrintStages(terminal, detail.Stages, now);
        PrintTransactions(terminal, detail.Transactions);
    }

    /// <summary>Transactions as a table; nothing where there are none.</summary>
    public static void PrintTransactions(Terminal terminal, IReadOnlyList<TransactionReport> transactions)
    {
        if (transactions.Count == 0)
        {
            return;
        }

        terminal.Result("");
        TextTable table = new("NONCE", "JOB", "STATE", "MAX FEE GWEI", "L1 BLOCK", "GAS", "TRANSACTION", "REASON");
        foreach (TransactionReport sent in transactions)
        {
            table.Add(
                sent.Nonce.ToString(CultureInfo.InvariantCulture),
                sent.Job ?? "-",
                Word(sent.State),
                sent.MaxFeeGwei.ToString("0.###", CultureInfo.InvariantCulture),
                sent.Mined?.ToString(CultureInfo.InvariantCulture) ?? "-",
                sent.GasUsed?.ToString("N0", CultureInfo.InvariantCulture) ?? "-",
                sent.Versions.Count == 0 ? "-" : sent.Versions[^1],
                sent.Reason ?? "");
        }

        table.Print(terminal);
    }

    /// <summary>A name of an enumeration as the API writes it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static void PrintStages(Terminal terminal, IReadOnlyList<StageReport> stages, DateTimeOffset now)
    {
        terminal.Result("");
        TextTable table = new("STAGE", "ATT", "DEVICE", "START", "END", "TOOK", "OUTCOME");
        foreach (StageReport stage in stages)
        {
            table.Add(
                Word(stage.Stage), "", "", Time(stage.Started), Time(stage.Ended),
                Lengths.Of((stage.Ended ?? now) - stage.Started), stage.Ended is null ? "open" : "over");
            foreach (AttemptReport tried in stage.Attempts)
            {
                string outcome = tried.Outcome is { } kind ? Word(kind) : "running";
                table.Add(
                    "", tried.Attempt.ToString(CultureInfo.InvariantCulture), tried.By ?? "node", Time(tried.Started),
                    Time(tried.Ended), Lengths.Of((tried.Ended ?? now) - tried.Started),
                    tried.Detail is null ? outcome : $"{outcome}: {tried.Detail}");
            }
        }

        table.Print(terminal);
    }

    private static string ProgressOf(JobSummary job)
    {
        string done = job.Progress is { } fraction ? $", {Percent(fraction)} %" : "";
        return job.By is null ? done : $"{done}, {job.By}, attempt {job.Attempt}";
    }

    private static string Percent(double fraction)
    {
        return (fraction * 100).ToString("0", CultureInfo.InvariantCulture);
    }

    private static string Time(DateTimeOffset? time)
    {
        return time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.f'Z'", CultureInfo.InvariantCulture) ?? "-";
    }
}
