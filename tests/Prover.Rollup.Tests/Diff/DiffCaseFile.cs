using System.Text.Encodings.Web;
using System.Text.Json;
using Prover.Algebra;
using Prover.Testing;

namespace Prover.Rollup.Tests;

/// <summary>The cases that both decoders, this one and the contract's, must agree on.</summary>
internal static class DiffCaseFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    public static string Path => RepositoryRoot.Combine("tests", "vectors", "diff", "cases.json");

    public static IReadOnlyList<DiffCase> Read() =>
        JsonSerializer.Deserialize<List<DiffCase>>(File.ReadAllText(Path), Options)!;

    public static string Text(IEnumerable<DiffCase> cases) => JsonSerializer.Serialize(cases, Options) + "\n";

    public static DiffWords WordsOf(StateDiff diff, BlockCapacities capacities)
    {
        var words = new Fr[capacities.Words];
        PublicWords.PlaceDiff(words, diff, capacities);
        return new DiffWords(
            [.. diff.Payouts.Select(payout => payout.Slot)],
            [.. diff.Payouts.Select(payout => Hex(words[PublicWords.OutcomeAt(capacities, payout.Slot)]))],
            Slice(words, PublicWords.TouchedAt(capacities, 0), diff.Touched.Count),
            Slice(words, PublicWords.CreatedAt(capacities, 0), PublicWords.WordsPerNewAccount * diff.Created.Count),
            Slice(
                words,
                PublicWords.WithdrawalAt(capacities, 0),
                PublicWords.WordsPerWithdrawal * diff.Withdrawals.Count));
    }

    private static string[] Slice(Fr[] words, int start, int count) =>
        [.. words.Skip(start).Take(count).Select(Hex)];

    private static string Hex(Fr word) => "0x" + Convert.ToHexStringLower(word.ToBytes());
}
