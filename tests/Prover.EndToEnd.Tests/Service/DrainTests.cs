using System.Net;
using Prover.Host.Service.Api;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>How a node ends: nothing that runs is killed before its time, and nothing holds it for ever.</summary>
public sealed class DrainTests
{
    private static readonly ServiceSettings Patient = TestNode.Settings with
    {
        Node = new NodeSettings { DrainTimeout = TimeSpan.FromMinutes(20), Heartbeat = TimeSpan.FromDays(1) },
    };

    [Fact]
    public async Task A_proof_that_takes_longer_than_the_hosts_default_limit_is_finished()
    {
        TestClock clock = new();
        TaskCompletionSource began = new();
        TaskCompletionSource proof = new();
        NodeLoop worker = new("worker", LoopKind.Worker, async (drain, stop) =>
        {
            began.SetResult();
            await Task.Delay(Timeout.Infinite, drain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await proof.Task.WaitAsync(stop);
        });
        await using TestNode node =
            await TestNode.StartAsync(Patient, parts => parts with { Clock = clock }, [worker]);
        await began.Task;
        Task<bool> end = node.Host.RunToEndAsync();
        node.Host.Control.Drain("the test");
        clock.Advance(TimeSpan.FromMinutes(19));
        await Task.Delay(200);
        Assert.False(end.IsCompleted);
        Assert.Equal(NodeActivity.Draining, (await node.GetAsync<NodeReport>("/v1/node")).Activity);
        Assert.False(node.Host.Control.StopToken.IsCancellationRequested);
        proof.SetResult();
        Assert.True(await end.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task What_runs_after_the_drain_timeout_is_handed_back_and_the_end_is_still_in_order()
    {
        TestClock clock = new();
        TaskCompletionSource began = new();
        bool handedBack = false;
        NodeLoop worker = new("worker", LoopKind.Worker, async (_, stop) =>
        {
            began.SetResult();
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            handedBack = true;
        });
        await using TestNode node =
            await TestNode.StartAsync(Patient, parts => parts with { Clock = clock }, [worker]);
        await began.Task;
        Task<bool> end = node.Host.RunToEndAsync();
        node.Host.Control.Drain("the test");
        await Poll.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(end.IsCompleted);
        });
        Assert.True(await end);
        Assert.True(handedBack);
    }

    [Fact]
    public async Task A_second_signal_ends_at_once_whatever_runs()
    {
        TaskCompletionSource began = new();
        NodeLoop stubborn = new("worker", LoopKind.Worker, (_, _) =>
        {
            began.SetResult();
            return Task.Delay(Timeout.Infinite);
        });
        await using TestNode node = await TestNode.StartAsync(Patient, loops: [stubborn]);
        await began.Task;
        Task<bool> end = node.Host.RunToEndAsync();
        node.Host.Control.Drain("the test");
        await Task.Delay(100);
        Assert.False(end.IsCompleted);
        node.Host.StopNow();
        Assert.False(await end.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task The_admin_door_drains_and_services_outlive_the_workers()
    {
        TaskCompletionSource proof = new();
        bool serviceEnded = false;
        TaskCompletionSource began = new();
        NodeLoop worker = new("worker", LoopKind.Worker, async (drain, _) =>
        {
            began.SetResult();
            await Task.Delay(Timeout.Infinite, drain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await proof.Task;
        });
        NodeLoop service = new("service", LoopKind.Service, async (end, _) =>
        {
            await Task.Delay(Timeout.Infinite, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            serviceEnded = true;
        });
        await using TestNode node = await TestNode.StartAsync(loops: [worker, service]);
        await began.Task;
        Task<bool> end = node.Host.RunToEndAsync();
        using HttpResponseMessage answer = await node.PostJsonAsync("/v1/admin/drain", new AdminRequest("ops"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Poll.UntilAsync(() => Task.FromResult(node.Host.Control.IsDraining));
        Assert.Equal("ops", node.Host.Control.DrainedBy);
        Assert.False(serviceEnded);
        proof.SetResult();
        Assert.True(await end.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(serviceEnded);
    }

    [Fact]
    public async Task A_part_that_fails_is_started_again_and_the_node_is_not_ready_meanwhile()
    {
        TestClock clock = new();
        int runs = 0;
        NodeLoop flaky = new("flaky", LoopKind.Service, (end, _) => Interlocked.Increment(ref runs) < 3
            ? throw new InvalidOperationException("it broke\nbadly")
            : Task.Delay(Timeout.Infinite, end));
        await using TestNode node =
            await TestNode.StartAsync(Patient, parts => parts with { Clock = clock }, [flaky]);
        await Poll.UntilAsync(() => Task.FromResult(Report(node).State == "restarting"));
        HealthReport health = await ReadyAsync(node, HttpStatusCode.ServiceUnavailable);
        Assert.Equal("flaky does not run: InvalidOperationException: it broke badly", Assert.Single(health.Reasons));
        await Poll.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(runs == 3 && Report(node).State == "running");
        });
        Assert.Equal(2, Report(node).Restarts);
        _ = await ReadyAsync(node, HttpStatusCode.OK);
    }

    private static LoopReport Report(TestNode node)
    {
        return node.Host.Supervisor.Reports.Single(loop => loop.Name == "flaky");
    }

    private static async Task<HealthReport> ReadyAsync(TestNode node, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await node.Http.GetAsync("/health/ready");
        Assert.Equal(expected, answer.StatusCode);
        return System.Text.Json.JsonSerializer.Deserialize<HealthReport>(
            await answer.Content.ReadAsStringAsync(), ApiJson.Options)!;
    }
}
