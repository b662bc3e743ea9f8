using System.Globalization;
using Prover.Host.Bench.Kernels;
using Prover.Host.Cli;
using Spectre.Console;

namespace Prover.Host.Bench.Report;

/// <summary>A report as a table, for the terminal or in Markdown.</summary>
internal static class KernelTable
{
    private static readonly string[] Headings =
    [
        "kernel", "size", "threads", "CPU", "wall", "per element", "products", "peak", "files in it", "over start",
        "wall : 1 thr",
    ];

    /// <summary>The table on stdout.</summary>
    public static void Write(Terminal terminal, KernelReport report)
    {
        bool ansi = terminal.Output.Profile.Capabilities.Ansi;
        Table table = new() { Border = ansi ? TableBorder.Rounded : TableBorder.Ascii };
        table.AddColumn(Headings[0]);
        foreach (string heading in Headings.Skip(1))
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (KernelResult result in report.Results)
        {
            table.AddRow(Cells(result));
        }

        terminal.Output.Write(table);
        foreach (string line in Facts(report.Environment))
        {
            terminal.Result(line);
        }
    }

    /// <summary>The table in Markdown, with a paragraph that says where it comes from.</summary>
    /// <param name="report">The report.</param>
    /// <param name="file">The name of its file, without a folder.</param>
    public static string Markdown(KernelReport report, string file)
    {
        IEnumerable<string> lines =
        [
            $"Report `{file}`:",
            "",
            string.Join(" \\\n", Facts(report.Environment)),
            "",
            "| " + string.Join(" | ", Headings) + " |",
            "| --- |" + string.Concat(Headings.Skip(1).Select(_ => " ---: |")),
            .. report.Results.Select(result => "| " + string.Join(" | ", Cells(result)) + " |"),
        ];
        return string.Join('\n', lines);
    }

    /// <summary>One result in one line.</summary>
    public static string Line(KernelResult result)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Name + " " + KernelSpec.SizeText(result.Size),-26} {result.Threads} thr"
            + $"   CPU {Time(result.CpuMs),9}   wall {Time(result.WallMs),9}   {result.Ratio,9:#,0.##} products each");
    }

    /// <summary>Milliseconds with three digits, in the unit that suits them.</summary>
    public static string Time(double ms)
    {
        (double value, string unit) = ms switch
        {
            < 0.001 => (ms * 1e6, "ns"),
            < 1 => (ms * 1e3, "µs"),
            < 1000 => (ms, "ms"),
            _ => (ms / 1000, "s"),
        };
        string format = value switch
        {
            < 10 => "0.00",
            < 100 => "0.0",
            _ => "#,0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + unit;
    }

    private static string[] Cells(KernelResult result)
    {
        return
        [
            result.Name,
            KernelSpec.SizeText(result.Size),
            Text($"{result.Threads}"),
            Time(result.CpuMs),
            Time(result.WallMs),
            Time(result.NsPerElement / 1e6),
            Text($"{result.Ratio:#,0.0}"),
            Text($"{result.PeakMiB:#,0} MiB"),
            Text($"{result.MappedMiB:#,0} MiB"),
            Text($"{Math.Max(0, result.PeakMiB - result.StartMiB):#,0} MiB"),
            result.WallToOneThread is PairRatio pair ? Text($"{pair.Best:0.00} ({pair.Median:0.00})") : "",
        ];
    }

    private static IEnumerable<string> Facts(BenchEnvironment facts)
    {
        string state = facts.Dirty switch { true => " with changes", null => " (unknown whether changed)", _ => "" };
        yield return $"commit {facts.Commit ?? "unknown"}{state}, {facts.Date}";
        yield return Text(
            $"{facts.Cpu}, {facts.Cores} cores, {facts.MemoryMiB:#,0} MiB; {string.Join(' ', facts.CpuFlags)}");
        yield return $"{facts.Os}; {facts.Runtime}; {facts.Device}"
            + string.Concat(facts.RuntimeSettings.Select(one => $"; {one.Key}={one.Value}"));
        YardstickFacts one = facts.Yardstick;
        yield return Text(
            $"one product = {one.NsPerProduct:0.00} ns ({one.Min:0.00} to {one.Max:0.00}): {one.Kernel}")
            + (one.Isa is null ? "" : $", level {one.Isa}");
        yield return $"peak memory {facts.PeakMemory}; load average before: "
            + string.Join(' ', facts.LoadAverage.Select(value => Text($"{value:0.00}")));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
