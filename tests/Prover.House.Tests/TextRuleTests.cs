using System.Text.RegularExpressions;
using Xunit;

namespace Prover.House.Tests;

/// <summary>Rules on the text of the sources.</summary>
public sealed partial class TextRuleTests
{
    private const int MaxColumns = 120;

    // A file of more lines asks for a split; tables of constants and lock files are data.
    private const int MaxLines = 500;

    [Fact]
    public void No_line_of_code_is_wider_than_120_columns()
    {
        SourceTree.AssertNone(
            "Line over 120 columns:",
            from file in SourceTree.Code()
            from item in SourceTree.Lines(file).Index()
            where item.Item.Length > MaxColumns
            select $"{file}:{item.Index + 1} ({item.Item.Length})");
    }

    [Fact]
    public void No_source_file_is_longer_than_500_lines()
    {
        SourceTree.AssertNone(
            "File over 500 lines:",
            from file in SourceTree.Code()
            where !file.Contains(".Constants.", StringComparison.Ordinal)
            let count = SourceTree.Lines(file).Length
            where count > MaxLines
            select $"{file} ({count})");
    }

    [Fact]
    public void No_open_task_is_left_in_the_code()
    {
        SourceTree.AssertNone(
            "Open task in the code:",
            from file in SourceTree.Code()
            from item in SourceTree.Lines(file).Index()
            where OpenTask().IsMatch(item.Item)
            select $"{file}:{item.Index + 1}");
    }

    [Fact]
    public void No_region_hides_a_second_idea_in_a_file()
    {
        SourceTree.AssertNone(
            "Region:",
            from file in SourceTree.Code()
            where file.EndsWith(".cs", StringComparison.Ordinal)
            where HasDirective(file, "region")
            select file);
    }

    [Fact]
    public void The_spine_knows_no_conditional_compilation()
    {
        string[] spine = ["Prover.Rollup", "Prover.Wire", "Prover.Witness", "Prover.Groth16", "Prover.Pipeline"];
        SourceTree.AssertNone(
            "Conditional compilation in the spine:",
            from project in spine
            from file in SourceTree.Code("src/" + project)
            where HasDirective(file, "if")
            select file);
    }

    [Fact]
    public void No_machine_path_and_no_registry_address_is_written_down()
    {
        SourceTree.AssertNone(
            "Path of a machine or address of a package registry:",
            from file in SourceTree.Files()
            where IsText(file)
            from item in SourceTree.Lines(file).Index()
            where MachinePath().IsMatch(item.Item)
            select $"{file}:{item.Index + 1}");
    }

    [Fact]
    public void Nothing_below_the_front_door_reads_the_environment_or_the_clock()
    {
        SourceTree.AssertNone(
            "Reads the environment or the clock below Host:",
            from file in SourceTree.Code("src").Concat(SourceTree.Code("circuits"))
            where !file.StartsWith("src/Prover.Host/", StringComparison.Ordinal)
            where file.EndsWith(".cs", StringComparison.Ordinal)
            from item in SourceTree.Lines(file).Index()
            where AmbientState().IsMatch(item.Item)
            select $"{file}:{item.Index + 1}");
    }

    /// <summary>
    /// .NET 10.0.12 (x64, optimized code) leaves out the Clear of a span whose constant length is a few vector
    /// registers when a struct is stored into its first element next: it takes the short store for one over the whole.
    /// </summary>
    [Fact]
    public void No_span_is_cleared_right_before_its_first_element_is_written()
    {
        SourceTree.AssertNone(
            "Clear that the compiler may leave out (write first, then clear the rest):",
            from file in SourceTree.Code()
            where file.EndsWith(".cs", StringComparison.Ordinal)
            from Match match in ClearThenStore().Matches(SourceTree.Read(file))
            select $"{file}: {match.Value}");
    }

    [Fact]
    public void Every_use_of_an_unsound_escape_hatch_is_listed()
    {
        string list = "tests/Prover.House.Tests/unsound-uses.txt";
        HashSet<string> listed = SourceTree.Lines(list)
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .ToHashSet(StringComparer.Ordinal);
        HashSet<string> found =
        [
            .. from file in SourceTree.Code("src").Concat(SourceTree.Code("circuits"))
               where file.EndsWith(".cs", StringComparison.Ordinal)
               from Match match in UnsoundName().Matches(SourceTree.Read(file))
               select $"{file} {match.Value}",
        ];
        SourceTree.AssertNone("Unsound use that is not in " + list + ":", found.Except(listed));
        SourceTree.AssertNone("Listed in " + list + " but gone:", listed.Except(found));
    }

    [Fact]
    public void No_test_takes_a_failed_assertion_of_a_solve_for_a_refusal()
    {
        // A linear assertion is no row of the final system: tests of soundness ask the Forger, only reports collect.
        string[] allowed =
        [
            "tests/Prover.Circuits.Tests/ReportTests.cs", "tests/Prover.House.Tests/TextRuleTests.cs",
        ];
        SourceTree.AssertNone(
            "Collects failed assertions of a solve:",
            from file in SourceTree.Code("tests")
            where file.EndsWith(".cs", StringComparison.Ordinal) && !allowed.Contains(file)
            where SourceTree.Read(file).Contains("CollectFailures", StringComparison.Ordinal)
            select file);
    }

    private static bool HasDirective(string file, string name)
    {
        return SourceTree.Lines(file).Any(line => line.TrimStart().StartsWith('#' + name, StringComparison.Ordinal));
    }

    private static bool IsText(string file)
    {
        return Path.GetExtension(file) is not (".bin" or ".zkey" or ".wtns" or ".ptau" or ".r1cs" or ".wasm" or ".png");
    }

    // Written apart, so that this file keeps its own rules.
    [GeneratedRegex("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b")]
    private static partial Regex OpenTask();

    [GeneratedRegex("(?<![\\w.~$}])/(work|root|ho" + "me|U" + "sers)/|/tm" + "p/"
        + "|registry\\.npm" + "js|api\\.nuget" + "\\.org")]
    private static partial Regex MachinePath();

    [GeneratedRegex("Environment\\.GetEnvironmentVariable|DateTime(Offset)?\\.(UtcNow|Now)")]
    private static partial Regex AmbientState();

    [GeneratedRegex(@"\b(\w+)\.Clear\(\);\s*(//[^\n]*\s*)*\1\[0\]\s*=")]
    private static partial Regex ClearThenStore();

    [GeneratedRegex("\\b\\w+Unsound\\b")]
    private static partial Regex UnsoundName();
}
