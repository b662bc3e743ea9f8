using System.Numerics;
using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Testing;
using Xunit.Abstractions;

namespace Prover.Contracts.Tests;

/// <summary>The two decoders side by side: any byte string means the same to both, or nothing to either.</summary>
/// <remarks>A byte string that only one of them takes would make the state impossible to rebuild.</remarks>
[Collection(L1TestGroup.Name)]
public sealed class DiffDecoderFuzzTests(L1Fixture l1, ITestOutputHelper output)
{
    private const int Seed = 20_260;
    private const int Cases = 3000;
    private const string Refused = "refused";

    private static readonly BlockCapacities[] s_capacities =
        [new(4, 3, 8, 16, 2), new(1, 0, 1, 200, 0), new(0, 9, 9, 3, 5)];

    private static readonly ulong[] s_accountCounts = [0, 3, 300, TreeShape.IndexLimit];

    [AnvilFact]
    public async Task Both_decoders_take_and_refuse_the_same_damaged_bytes()
    {
        EthereumContract harness = await l1.CreateAsync("DiffDecoderHarness");
        var random = new Random(Seed);
        output.WriteLine($"seed {Seed}");
        int taken = 0;
        for (int done = 0; done < Cases; done += 50)
        {
            (byte[] Bytes, BlockCapacities Capacities, ulong Count)[] batch =
                [.. Enumerable.Range(0, 50).Select(_ => Next(random))];
            string[] contract = await Task.WhenAll(
                batch.Select(one => ByContractAsync(harness, one.Bytes, one.Capacities, one.Count)));
            for (int i = 0; i < batch.Length; i++)
            {
                string rollup = ByRollup(batch[i].Bytes, batch[i].Capacities, batch[i].Count);
                Assert.True(
                    rollup == contract[i],
                    $"seed {Seed}, {batch[i].Capacities}, {batch[i].Count} accounts, "
                    + $"{Convert.ToHexStringLower(batch[i].Bytes)}: C# {rollup}, contract {contract[i]}");
                taken += rollup == Refused ? 0 : 1;
            }
        }

        output.WriteLine($"{taken} of {Cases} byte strings were taken by both");
        Assert.InRange(taken, Cases / 20, Cases / 2);
    }

    private static (byte[] Bytes, BlockCapacities Capacities, ulong Count) Next(Random random)
    {
        BlockCapacities capacities = s_capacities[random.Next(s_capacities.Length)];
        ulong count = s_accountCounts[random.Next(s_accountCounts.Length)];
        byte[] whole = DiffCodec.Encode(RandomDiff.Next(random, capacities, count));
        byte[] other = DiffCodec.Encode(RandomDiff.Next(random, capacities, count));
        byte[] bytes = random.Next(8) == 0 ? whole : DiffMutation.Apply(random, whole, other);
        return (bytes, capacities, count);
    }

    /// <summary>The words that the bytes stand for, at their places in W.</summary>
    private static string ByRollup(byte[] bytes, BlockCapacities capacities, ulong count)
    {
        if (DiffCodec.TryDecode(bytes, capacities, count, out StateDiff? diff) != DiffError.None)
        {
            return Refused;
        }

        var words = new Fr[capacities.Words];
        PublicWords.PlaceDiff(words, diff!, capacities);
        return string.Join(' ', words);
    }

    private static async Task<string> ByContractAsync(
        EthereumContract harness, byte[] bytes, BlockCapacities capacities, ulong count)
    {
        object[] sizes =
        [
            capacities.L1Slots,
            capacities.Withdrawals,
            capacities.Transfers,
            capacities.Touched,
            capacities.NewAccounts,
        ];
        try
        {
            object[] answer = await harness.CallAsync("decode", [bytes, sizes, count], CancellationToken.None);
            return Place(capacities, [.. ((object[])answer[0]).Select(section => (object[])section)]);
        }
        catch (L1RevertException refusal) when (refusal.ErrorName is not null)
        {
            return Refused;
        }
    }

    private static string Place(BlockCapacities capacities, object[][] sections)
    {
        var words = new BigInteger[capacities.Words];
        for (int i = 0; i < sections[0].Length; i++)
        {
            words[PublicWords.OutcomeAt(capacities, (int)(BigInteger)sections[0][i])] = (BigInteger)sections[1][i];
        }

        Copy(sections[2], PublicWords.TouchedAt(capacities, 0));
        Copy(sections[3], PublicWords.CreatedAt(capacities, 0));
        Copy(sections[4], PublicWords.WithdrawalAt(capacities, 0));
        return string.Join(' ', words);

        void Copy(object[] section, int start) => section.Cast<BigInteger>().ToArray().CopyTo(words, start);
    }
}
