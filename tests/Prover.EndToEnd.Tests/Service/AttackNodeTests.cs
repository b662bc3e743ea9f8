using System.Net;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Service.Api;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Who comes through a proxy on this machine, and who works under many names.</summary>
public sealed class AttackNodeTests
{
    [Fact]
    public async Task A_node_with_a_door_token_alone_leaves_no_other_door_open()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("door"), "door-secret");
        ServiceSettings settings = TestNode.Settings with
        {
            Http = TestNode.Settings.Http with { DoorTokenFile = folder.File("door") },
        };
        await using TestNode node = await TestNode.StartAsync(settings);

        // As a proxy before it sends it: Host is the node's own.
        using HttpResponseMessage drain = await node.PostJsonAsync("/v1/admin/drain", new AdminRequest("stranger"));
        Assert.Equal(HttpStatusCode.Unauthorized, drain.StatusCode);
        Assert.False(node.Host.Control.IsDraining);
        using HttpResponseMessage payload = await node.Http.GetAsync("/v1/payloads/" + new string('a', 64));
        Assert.Equal(HttpStatusCode.Unauthorized, payload.StatusCode);
        using HttpResponseMessage block = await node.PostAsync("k", TestGate.Block(1), "door-secret");
        Assert.Equal(HttpStatusCode.Accepted, block.StatusCode);
    }

    [Fact]
    public async Task Devices_with_ever_new_names_do_not_make_ever_more_figures()
    {
        const int Names = 300;
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        for (int i = 0; i < Names; i++)
        {
            WorkerIdentity worker = new($"w{i}", "cpu", [TestGate.Circuit]);
            WorkItem item = await node.Board.TakeAsync(worker, default);
            WorkResult result = new(new byte[256], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
            _ = await node.Board.CompleteAsync(item, worker, result, default);
            Job? job = await node.Store.ReadAsync(reader => reader.Find(item.Job), default);
            Assert.True(await node.Board.RejectProofAsync(job!, null, default));
        }

        string[] counts = [];
        await Poll.UntilAsync(async () =>
        {
            string text = await node.Http.GetStringAsync("/metrics");
            counts = [.. text.Split('\n').Where(line =>
                line.StartsWith("prover_stage_duration_seconds_count{stage=\"prove\"", StringComparison.Ordinal))];
            return counts.Sum(line => int.Parse(line.Split(' ')[^1], null)) == Names;
        });
        Assert.InRange(counts.Length, 2, 101);
    }
}
