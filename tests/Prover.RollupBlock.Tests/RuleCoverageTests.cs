using System.Text.RegularExpressions;
using Prover.Circuits;
using Prover.Testing;
using static Prover.RollupBlock.Tests.TestRollup;

namespace Prover.RollupBlock.Tests;

/// <summary>Every rule that the block circuit states is named by an attack that it refuses.</summary>
public sealed partial class RuleCoverageTests
{
    /// <summary>Rules that nothing can break, with the reason.</summary>
    private static readonly Dictionary<string, string> Unbreakable = new(StringComparer.Ordinal)
    {
        ["L1Operations in [0, 2^16)"] = "it is the sum of the L1 slots' selectors and has no wire of its own",
    };

    [Fact]
    public void Every_rule_of_the_circuit_has_an_attack_that_names_it()
    {
        string folder = RepositoryRoot.Combine("tests", "Prover.RollupBlock.Tests");
        string[] named =
        [
            .. Directory.EnumerateFiles(folder, "*AttackTests.cs")
                .SelectMany(static file => Literal().Matches(File.ReadAllText(file)))
                .Select(static match => match.Groups[1].Value)
                .Where(static literal => Sign().IsMatch(literal)),
        ];
        string[] rules = [.. Rules().Where(static rule => !Unbreakable.ContainsKey(rule))];
        Assert.True(rules.Length > 50, $"only {rules.Length} rules were found");
        Assert.All(rules, rule => Assert.Contains(named, name => rule.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_exception_is_a_rule_of_the_circuit() =>
        Assert.All(Unbreakable.Keys, rule => Assert.Contains(rule, Rules()));

    /// <summary>What the sections of the circuit assert, gadgets in the words of the section that calls them.</summary>
    private static HashSet<string> Rules()
    {
        HashSet<string> sections =
        [
            .. Directory.EnumerateFiles(
                    RepositoryRoot.Combine("circuits", "RollupBlock"), "*.cs", SearchOption.AllDirectories)
                .Select(static file => Path.GetFileName(file)),
        ];
        HashSet<string> rules = new(StringComparer.Ordinal);
        for (int row = 0; row < Compiled.R1cs.ConstraintCount; row++)
        {
            SourceLabel label = Compiled.Describe(row).Label;
            if (sections.Contains(label.File))
            {
                _ = rules.Add(label.Expression);
            }
        }

        return rules;
    }

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Literal();

    /// <summary>Texts of rules have one of these, names of fields have not.</summary>
    [GeneratedRegex(@" in \[|==|!= 0| is 0 or 1|canonical digits|is the leaf|next\.|row\.")]
    private static partial Regex Sign();
}
