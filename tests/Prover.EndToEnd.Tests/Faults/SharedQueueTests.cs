using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Demo;
using Prover.EndToEnd.Tests.Service;
using Prover.Host.Service.Settings;
using Prover.Host.Service.StartUp;
using Prover.Pipeline;
using Prover.Testing;
using Prover.Wire;
using Xunit;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>A node that proves nothing itself, a broker, and workers behind it.</summary>
[Collection(FaultTests.Name)]
public sealed class SharedQueueTests(FaultFixture fixture)
{
    private const string BrokerVariable = "PROVER_FAULTS_BROKER";

    [SharedQueueFact]
    public async Task Two_worker_processes_share_the_blocks()
    {
        await fixture.RewindAsync();
        using RabbitBroker broker = RabbitBroker.Started();
        using TemporaryFolder folder = new();
        await using (FaultNode node = await StartNodeAsync(broker, folder))
        {
            // Blocks come over the node's HTTP door here; the next test has a worker that reads a shared folder.
            string from = $"Worker:PayloadsFrom={node.Url}";
            using ServeRun one = StartWorker(broker, folder, "one", from);
            using ServeRun two = StartWorker(broker, folder, "two", from);
            using HttpClient first = await one.ReadyAsync();
            using HttpClient second = await two.ReadyAsync();
            await node.BringToL1Async(fixture.Envelopes);
        }

        StoreLook look = await StoreLook.AtAsync(folder.File("store"));
        look.AssertDone(FaultFixture.Blocks);
        look.AssertNoWrongProof();
        Assert.All(look.Count(JobEventKind.Proved).Values, times => Assert.Equal(1, times));
        string[] makers = [.. look.Jobs.Select(job => job.ProvedBy!.Split('/')[0]).Distinct().Order()];
        Assert.Equal(["one", "two"], makers);
        await fixture.AssertOnL1Async(FaultFixture.Blocks);
    }

    [SharedQueueFact]
    public async Task A_worker_that_lies_over_the_broker_is_found_out_and_every_block_becomes_final()
    {
        await fixture.RewindAsync();
        using RabbitBroker broker = RabbitBroker.Started();
        using TemporaryFolder folder = new();
        LyingProver? told = null;
        await using (FaultNode node = await StartNodeAsync(
            broker, folder, "Jobs:WrongProofs=3", "Jobs:BackOff=00:00:00.1"))
        {
            IReadOnlyList<JobName> jobs = await FaultNode.PublishAsync(node.Url, fixture.Envelopes);
            await using FaultNode liar = await FaultNode.StartAsync(
                WorkerSettings(broker, folder, "liar"),
                new NodeSeams { Prover = real => told = new LyingProver(real, "cpu") });
            await Eventually.IsTrueAsync(() => told?.Lies >= 3, () => "the liar got too little work");
            await using FaultNode honest = await FaultNode.StartAsync(WorkerSettings(broker, folder, "honest"));
            await FaultNode.FollowAsync(node.Url, jobs);
        }

        StoreLook look = await StoreLook.AtAsync(folder.File("store"));
        look.AssertDone(FaultFixture.Blocks);
        look.AssertFoundOut("liar/cpu", 3);
        await fixture.AssertOnL1Async(FaultFixture.Blocks);
    }

    [SharedQueueFact]
    [Trait("Tier", "long")]
    public async Task A_broker_that_dies_and_comes_back_twice_costs_no_block()
    {
        await fixture.RewindAsync();
        using RabbitBroker broker = RabbitBroker.Started();
        using TemporaryFolder folder = new();
        await using (FaultNode node = await StartNodeAsync(broker, folder))
        await using (FaultNode worker = await FaultNode.StartAsync(WorkerSettings(broker, folder, "worker")))
        {
            Task<IReadOnlyList<JobName>> publishing = FaultNode.PublishAsync(broker.Address, fixture.Envelopes);
            for (int i = 0; i < 2; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                broker.Kill();
                await Task.Delay(TimeSpan.FromSeconds(2));
                broker.Start();
            }

            await FaultNode.FollowAsync(broker.Address, await publishing);
        }

        StoreLook look = await StoreLook.AtAsync(folder.File("store"));
        look.AssertDone(FaultFixture.Blocks);
        look.AssertNoWrongProof();
        await fixture.AssertOnL1Async(FaultFixture.Blocks);
    }

    [SharedQueueFact]
    [Trait("Tier", "long")]
    public async Task A_worker_process_that_is_frozen_beyond_its_lease_loses_its_blocks_and_may_come_back()
    {
        await fixture.RewindAsync();
        using RabbitBroker broker = RabbitBroker.Started();
        using TemporaryFolder folder = new();
        string store = folder.File("store");
        await using (FaultNode node = await StartNodeAsync(broker, folder, "Jobs:LeaseTime=00:00:02"))
        {
            string payloads = $"Worker:PayloadFolder={Path.Combine(store, "payloads")}";
            using ServeRun frozen = StartWorker(broker, folder, "frozen", payloads);
            using HttpClient ready = await frozen.ReadyAsync();
            IReadOnlyList<JobName> jobs = await FaultNode.PublishAsync(node.Url, fixture.Envelopes);
            await Eventually.IsTrueAsync(
                async () => (await StoreLook.AtAsync(store)).Events.Any(e => e.By?.StartsWith("frozen/") == true),
                () => "the worker got no work");
            frozen.Signal("STOP");
            await using FaultNode other = await FaultNode.StartAsync(WorkerSettings(broker, folder, "other"));
            await Eventually.IsTrueAsync(
                async () => (await StoreLook.AtAsync(store)).Events.Any(e => e.Kind == JobEventKind.LeaseLost),
                () => "no lease ran out");
            frozen.Signal("CONT");
            await FaultNode.FollowAsync(node.Url, jobs);
        }

        StoreLook look = await StoreLook.AtAsync(store);
        look.AssertDone(FaultFixture.Blocks);
        look.AssertNoWrongProof();
        await fixture.AssertOnL1Async(FaultFixture.Blocks);
    }

    private static string[] QueueSettings(RabbitBroker broker)
    {
        Environment.SetEnvironmentVariable(BrokerVariable, "guest");
        return [$"Queue:Uri=amqp://guest@127.0.0.1:{broker.Address.Port}/", $"Queue:PasswordVariable={BrokerVariable}"];
    }

    private Task<FaultNode> StartNodeAsync(RabbitBroker broker, TemporaryFolder folder, params string[] more) =>
        FaultNode.StartAsync(FaultSettings.Read(FaultSettings.Write(
            folder.File("node.json"),
            fixture,
            folder.File("store"),
            ["Worker:Enabled=false", .. QueueSettings(broker), .. more])));

    private string WorkerFile(RabbitBroker broker, TemporaryFolder folder, string name, string payloads) =>
        FaultSettings.Write(
            folder.File($"{name}.json"),
            fixture,
            folder.File("store"),
            [
                "Node:Role=worker",
                $"Node:Name={name}",
                "Node:DrainTimeout=00:00:10",
                .. QueueSettings(broker),
                payloads,
            ]);

    private ServiceSettings WorkerSettings(RabbitBroker broker, TemporaryFolder folder, string name) =>
        FaultSettings.Read(WorkerFile(
            broker, folder, name, $"Worker:PayloadFolder={Path.Combine(folder.File("store"), "payloads")}"));

    private ServeRun StartWorker(RabbitBroker broker, TemporaryFolder folder, string name, string payloads) =>
        ServeRun.On(ProgramRun.Start(["serve", "--settings", WorkerFile(broker, folder, name, payloads)]));
}

/// <summary>A test that needs a local Ethereum node and a broker.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedQueueFactAttribute : FactAttribute
{
    public SharedQueueFactAttribute() => Skip = new NodeFactAttribute().Skip ?? RabbitPackage.WhyNot;
}
