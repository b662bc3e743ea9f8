using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Prover.L1;
using Prover.Pipeline;
using Prover.Testing;

namespace Prover.Contracts.Tests;

/// <summary>The contract's decoder on the cases that the C# decoder is tested with.</summary>
[Collection(L1TestGroup.Name)]
public sealed class DiffDecoderTests(L1Fixture l1)
{
    private static readonly string[] s_sections = ["payoutSlots", "payouts", "touched", "created", "withdrawals"];

    [AnvilFact]
    public async Task The_contract_decodes_and_refuses_the_shared_cases_as_the_rollup_does()
    {
        EthereumContract harness = await l1.CreateAsync("DiffDecoderHarness");
        string json = await File.ReadAllTextAsync(RepositoryRoot.Combine("tests", "vectors", "diff", "cases.json"));
        using JsonDocument cases = JsonDocument.Parse(json);
        List<string> differences = [];
        foreach (JsonElement entry in cases.RootElement.EnumerateArray())
        {
            string expected = Expected(entry);
            string found = await DecodeAsync(harness, entry);
            if (expected != found)
            {
                differences.Add($"{entry.GetProperty("name")}: expected {expected}, found {found}");
            }
        }

        Assert.True(cases.RootElement.GetArrayLength() > 100);
        Assert.Empty(differences);
    }

    private static async Task<string> DecodeAsync(EthereumContract harness, JsonElement entry)
    {
        JsonElement capacities = entry.GetProperty("capacities");
        object[] sizes =
        [
            .. new[] { "l1Slots", "withdrawals", "transfers", "touched", "newAccounts" }
                .Select(name => (object)capacities.GetProperty(name).GetInt64()),
        ];
        byte[] bytes = Convert.FromHexString(entry.GetProperty("bytes").GetString()![2..]);
        ulong accountCount = entry.GetProperty("accountCount").GetUInt64();
        try
        {
            object[] answer = await harness.CallAsync("decode", [bytes, sizes, accountCount], CancellationToken.None);
            return Text(((object[])answer[0]).Select(section => ((object[])section).Cast<BigInteger>()));
        }
        catch (L1RevertException exception)
        {
            return exception.ErrorName ?? exception.Message;
        }
    }

    private static string Expected(JsonElement entry) =>
        entry.GetProperty("error").GetString()
            ?? Text(s_sections.Select(
                name => entry.GetProperty("words").GetProperty(name).EnumerateArray().Select(Number)));

    private static BigInteger Number(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetInt64()
        : BigInteger.Parse(
            "0" + element.GetString()![2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Text(IEnumerable<IEnumerable<BigInteger>> sections) =>
        string.Join(" | ", sections.Select(section => string.Join(' ', section)));
}
