using Prover.Pipeline;

namespace Prover.Contracts.Tests;

/// <summary>A node that keeps the states of its latest blocks only, on a chain without finality for a while.</summary>
[Collection(L1TestGroup.Name)]
public sealed class OldStateTests(L1Fixture l1)
{
    [AnvilFact]
    public async Task A_node_without_the_final_state_is_still_read()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 0);
        L1Snapshot before = await sender.Port.ObserveAsync(AnvilSender.Depth, default);
        string final = $"0x{before.FinalBlock:x}";
        int refused = 0;
        sender.Gateway.Refuses = request =>
        {
            bool old = request["method"]!.ToString() == "eth_getTransactionCount"
                && request["params"]![1]!.ToString() == final;
            refused += old ? 1 : 0;
            return old;
        };

        L1Snapshot seen = await sender.Port.ObserveAsync(AnvilSender.Depth, default);

        Assert.Equal(1, refused);
        Assert.Equal(0ul, seen.FinalNonce);
        Assert.Equal((before.Head, before.LatestNonce), (seen.Head, seen.LatestNonce));
    }
}
