using System.Text;
using Prover.Circuits;

namespace Prover.RollupBlock.Tests;

/// <summary>What an attack test asserts.</summary>
internal static class Refusal
{
    /// <summary>
    /// The block is refused, by rows of the final system at one place only, and by nothing but the rules named.
    /// </summary>
    /// <param name="block">The forged block.</param>
    /// <param name="place">Part of the scope of every row that refuses.</param>
    /// <param name="rules">
    /// Texts of the rules: each refuses, and every row that refuses belongs to one. None: any rule at that place.
    /// </param>
    public static void IsRefusedBy(this ForgedBlock block, string place, params string[] rules)
    {
        IReadOnlyList<UnsatisfiedConstraint> rows = block.Refusals();
        Assert.True(rows.Count > 0, $"Nothing refuses it; expected was {place}.");
        Assert.True(
            rows.All(row => row.Scope.Contains(place, StringComparison.Ordinal)),
            $"Not only {place} refuses it:\n{Describe(rows)}");
        if (rules.Length > 0)
        {
            Assert.True(
                rows.All(row => rules.Any(rule => Text(row).Contains(rule, StringComparison.Ordinal))),
                $"Other rules refuse it too:\n{Describe(rows)}");
            Assert.All(
                rules,
                rule => Assert.True(
                    rows.Any(row => Text(row).Contains(rule, StringComparison.Ordinal)),
                    $"{rule} does not refuse it:\n{Describe(rows)}"));
        }
    }

    /// <summary>Nothing refuses it: what the attack changed is free.</summary>
    public static void IsAccepted(this ForgedBlock block)
    {
        IReadOnlyList<UnsatisfiedConstraint> rows = block.Refusals();
        Assert.True(rows.Count == 0, Describe(rows));
    }

    private static string Text(UnsatisfiedConstraint row) => (row.Claim ?? row.Label).Expression;

    private static string Describe(IReadOnlyList<UnsatisfiedConstraint> rows)
    {
        StringBuilder text = new();
        foreach (UnsatisfiedConstraint row in rows.DistinctBy(row => (row.Scope, Text(row))).Take(12))
        {
            _ = text.Append("    ").Append(row.Scope).Append(": ").Append(Text(row)).Append('\n');
        }

        return text.ToString();
    }
}
