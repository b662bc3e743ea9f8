using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Demo;
using Prover.Host.Service.Settings;
using Prover.Host.Service.StartUp;
using Prover.Pipeline;
using Xunit;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>Devices of a node that lie or dawdle.</summary>
[Collection(FaultTests.Name)]
public sealed class WorkerFaultTests(FaultFixture fixture)
{
    private const string TwoDevices = "Prover:Devices=native,native";
    private const string ShortDrain = "Node:DrainTimeout=00:00:10";

    [NodeFact]
    public async Task A_lying_device_is_found_out_and_every_block_becomes_final()
    {
        await fixture.RewindAsync();
        using TemporaryFolder folder = new();
        LyingProver? liar = null;
        await using (FaultNode node = await FaultNode.StartAsync(
            Settings(folder, "Jobs:WrongProofs=3", "Jobs:BackOff=00:00:00.1"),
            FirstIs(real => liar = new LyingProver(real, "liar"), () => liar?.Lies >= 3)))
        {
            await node.BringToL1Async(fixture.Envelopes);
        }

        StoreLook look = await StoreLook.AtAsync(folder.File("store"));
        look.AssertDone(FaultFixture.Blocks);
        look.AssertFoundOut("node/liar", 3);
        await fixture.AssertOnL1Async(FaultFixture.Blocks);
    }

    [NodeFact]
    public async Task A_device_that_stands_still_loses_its_block_to_another_one()
    {
        await fixture.RewindAsync();
        using TemporaryFolder folder = new();
        SlowProver? slow = null;
        await using (FaultNode node = await FaultNode.StartAsync(
            Settings(folder, "Jobs:ProveTimeLimit=00:00:01"),
            FirstIs(real => slow = new SlowProver(real, "slow", TimeSpan.FromSeconds(4)), () => slow?.Begun > 0)))
        {
            await node.BringToL1Async(fixture.Envelopes.Take(4));
        }

        StoreLook look = await StoreLook.AtAsync(folder.File("store"));
        look.AssertDone(4);
        look.AssertNoWrongProof();
        Assert.Contains(look.Events, e => e.Kind == JobEventKind.LeaseLost && e.By == "node/slow");
        Assert.All(look.Count(JobEventKind.Proved).Values, times => Assert.Equal(1, times));
        Assert.True(slow!.Proofs > 0, "the slow device never finished");
        await fixture.AssertOnL1Async(4);
    }

    private ServiceSettings Settings(TemporaryFolder folder, params string[] more) => FaultSettings.Read(
        FaultSettings.Write(
            folder.File("settings.json"), fixture, folder.File("store"), [TwoDevices, ShortDrain, .. more]));

    /// <summary>The first of two devices is a bad one; the second is honest and begins when the first has done enough
    /// harm.</summary>
    private static NodeSeams FirstIs(Func<IBlockProver, IBlockProver> bad, Func<bool> enough)
    {
        int devices = 0;
        return new NodeSeams
        {
            Prover = real => devices++ == 0 ? bad(real) : new PatientProver(real, "honest", enough),
        };
    }
}
