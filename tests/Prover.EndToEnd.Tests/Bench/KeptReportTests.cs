using Prover.Host.Bench.Report;
using Prover.Testing;
using Xunit;

namespace Prover.EndToEnd.Tests.Bench;

/// <summary>The reports in bench/results/ and the tables that bench/README.md makes of them.</summary>
public sealed class KeptReportTests
{
    private const string Begin = "<!-- figures -->\n";
    private const string End = "<!-- end of figures -->";

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(RepositoryRoot.Combine("bench", "results"), "*.json")
            .Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_kept_report_names_its_date_and_commit_and_was_measured_without_changes(string file)
    {
        KernelReport report = Read(file);
        Assert.StartsWith(report.Environment.Date[..10], file, StringComparison.Ordinal);
        Assert.Contains(report.Environment.Commit![..7], file, StringComparison.Ordinal);
        Assert.False(report.Environment.Dirty);
        Assert.False(report.Environment.Quick);
        Assert.NotEmpty(report.Results);
    }

    [Fact]
    public void The_tables_of_the_readme_are_those_of_the_reports_that_they_name()
    {
        string text = File.ReadAllText(RepositoryRoot.Combine("bench", "README.md"));
        string[] parts = text.Split(Begin);
        Assert.Equal(2, parts.Length);
        string tables = parts[1].Split(End)[0];
        string[] names = [.. tables.Split('\n').Where(line => line.StartsWith("Report `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])];
        Assert.NotEmpty(names);
        string expected = string.Join("\n\n", names.Select(name => KernelTable.Markdown(Read(name), name)));
        Assert.Equal(expected, tables.Trim());
    }

    private static KernelReport Read(string file)
    {
        return KernelReport.Read(RepositoryRoot.Combine("bench", "results", file));
    }
}
