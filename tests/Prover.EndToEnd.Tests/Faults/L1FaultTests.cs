using System.Text.Json.Nodes;
using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Demo;
using Prover.Pipeline;
using Prover.Testing;
using Prover.Wire;
using Xunit;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>An L1 that goes away, loses answers or changes its mind.</summary>
[Collection(FaultTests.Name)]
public sealed class L1FaultTests(FaultFixture fixture)
{
    private const int Blocks = 3;

    [NodeFact]
    public async Task L1_goes_away_again_and_again_and_loses_answers()
    {
        await fixture.RewindAsync();
        using TemporaryFolder folder = new();
        using TcpProxy road = new(fixture.Anvil.Endpoint);
        await using (FaultNode node = await FaultNode.StartAsync(FaultSettings.Read(FaultSettings.Write(
            folder.File("settings.json"), fixture, folder.File("store"), $"L1:Rpc={road.Endpoint}"))))
        {
            // The first transaction is taken by L1, but the node does not hear of it.
            road.LoseAnswersTo("eth_sendRawTransaction");
            IReadOnlyList<JobName> jobs = await FaultNode.PublishAsync(node.Url, fixture.Envelopes.Take(Blocks));
            await BlockIsOnL1Async(fixture, 1);
            Assert.True(road.Lost > 0);
            for (int i = 0; i < 3; i++)
            {
                road.Cut();
                await Task.Delay(TimeSpan.FromSeconds(i));
                road.LoseAnswersTo(null);
                road.Mend();
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }

            await FaultNode.FollowAsync(node.Url, jobs);
        }

        StoreLook look = await StoreLook.AtAsync(folder.File("store"));
        look.AssertDone(Blocks);
        look.AssertNoWrongProof();
        await fixture.AssertOnL1Async(Blocks);
    }

    [NodeFact]
    public Task A_reorganisation_takes_submitted_blocks_back_and_they_become_final_all_the_same() => ReorganiseAsync(1);

    [NodeFact]
    [Trait("Tier", "long")]
    public Task Reorganisations_after_every_block_only_cost_time() => ReorganiseAsync(3);

    /// <summary>Takes the last two blocks of L1 back whenever two, one, no block of the rollup are missing.</summary>
    private static async Task ReorganiseAsync(int times)
    {
        // Anvil forgets its snapshots then: an L1 of its own.
        using FaultFixture own = new();
        await own.InitializeAsync();
        using TemporaryFolder folder = new();
        const int Depth = 2;

        // The deposits stay: a block whose deposits are gone cannot be accepted.
        await MineAsync(own, Depth);
        await using (FaultNode node = await FaultNode.StartAsync(FaultSettings.Read(FaultSettings.Write(
            folder.File("settings.json"), own, folder.File("store"), $"L1:FinalityDepth={Depth}"))))
        {
            IReadOnlyList<JobName> jobs = await FaultNode.PublishAsync(node.Url, own.Envelopes.Take(Blocks));
            for (int i = times - 1; i >= 0; i--)
            {
                int mined = (await StoreLook.AtAsync(folder.File("store"))).Count(JobEventKind.Mined).Values.Sum();
                await BlockIsOnL1Async(own, (uint)(Blocks - i));
                await SeenAsync(folder.File("store"), JobEventKind.Mined, mined + 1);
                JsonArray none = [];
                _ = await own.Anvil.Rpc.InvokeAsync("anvil_reorg", [Depth, none], default);
            }

            await SeenAsync(folder.File("store"), JobEventKind.Reorged, 1);
            Task final = FaultNode.FollowAsync(node.Url, jobs);
            while (!final.IsCompleted)
            {
                await MineAsync(own, 1);
                await Task.WhenAny(final, Task.Delay(200));
            }

            await final;
        }

        StoreLook look = await StoreLook.AtAsync(folder.File("store"));
        look.AssertDone(Blocks);
        look.AssertNoWrongProof();
        await own.AssertOnL1Async(Blocks);
        await own.DisposeAsync();
    }

    private static async Task MineAsync(FaultFixture on, int blocks) =>
        _ = await on.Anvil.Rpc.InvokeAsync("anvil_mine", [$"0x{blocks:x}"], default);

    private static Task BlockIsOnL1Async(FaultFixture on, uint block) => Eventually.IsTrueAsync(
        async () => (await on.Rollup.GetStateAsync(default)).BlockNumber >= block,
        () => $"block {block} did not come to L1");

    private static Task SeenAsync(string store, JobEventKind kind, int times) => Eventually.IsTrueAsync(
        async () => (await StoreLook.AtAsync(store)).Events.Count(e => e.Kind == kind) >= times,
        () => $"there were not {times} events {kind}");
}
