using System.Net;
using System.Text.Json;
using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Demo;
using Prover.Host.Cli;
using Prover.Host.Service.Api;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Testing;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>The program against a local Ethereum node: a block becomes final; wrong keys are refused.</summary>
public sealed class ServeL1Tests(KeyFolderFixture keys) : IClassFixture<KeyFolderFixture>
{
    private const string KeyName = "SERVE_TEST_L1_KEY";
    private const string PrivateKey = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

    [NodeFact]
    public async Task A_block_goes_all_the_way_and_the_node_shows_it()
    {
        await using AnvilNode anvil = await StartAsync();
        using EthereumAccount account = new(Convert.FromHexString(PrivateKey));
        await anvil.SetBalanceAsync(account.Address, System.Numerics.BigInteger.Pow(10, 20), default);
        using EthereumClient client = new(anvil.Endpoint, account);
        RollupContract rollup = await DeployAsync(client, account.Address, keys.VerifyingKey);
        using TemporaryFolder store = new();
        using ServeRun run = ServeRun.Start(
            keys.Path, store.Path, Environment, "--l1", anvil.Endpoint.ToString(), "--contract",
            rollup.Address.ToString(), "--set", $"L1:KeyVariable={KeyName}", "--set", "L1:PollInterval=00:00:00.1",
            "--set", "L1:FinalityDepth=0", "--set", "Log:Verbose=true");
        using HttpClient http = await run.ReadyAsync();
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/blocks")
        {
            Content = new ByteArrayContent(keys.Block((await client.GetHeadAsync(default)).Time, rollup.Address)),
        };
        request.Headers.Add("Idempotency-Key", "k");
        using HttpResponseMessage taken = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        using SseReader stream = await SseReader.OpenAsync(http, "/v1/jobs/31337/1/events");
        List<SseEvent> events = await stream.RestAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["submitted", "mined", "final"], events.TakeLast(3).Select(e => e.Name));
        Assert.Equal(1u, (await rollup.GetStateAsync(default)).BlockNumber);
        await Poll.UntilAsync(async () =>
        {
            NodeReport node = JsonSerializer.Deserialize<NodeReport>(
                await http.GetStringAsync("/v1/node"), ApiJson.Options)!;
            return node.L1 is { Block: 1, FinalBlock: 1, KeysMatch: true, Problem: null } l1
                && l1.Sender == account.Address.ToString() && l1.Open.Count == 0;
        });
        string metrics = await http.GetStringAsync("/metrics");
        Assert.Contains("prover_l1_gas_used_count 1\n", metrics, StringComparison.Ordinal);
        Assert.Matches("prover_submitter_balance_wei [0-9.E+]+\n", metrics);
        run.Signal("TERM");
        Assert.Equal(ExitCode.Ok, await run.EndAsync(TimeSpan.FromSeconds(30)));
        Assert.DoesNotContain(PrivateKey[..16], run.Log, StringComparison.OrdinalIgnoreCase);
    }

    [NodeFact]
    public async Task A_contract_with_another_key_is_refused_with_both_values()
    {
        await using AnvilNode anvil = await StartAsync();
        using EthereumAccount account = await anvil.CreateAccountAsync("deployer", default);
        using EthereumClient client = new(anvil.Endpoint, account);
        using KeyFolderFixture others = new();
        RollupContract rollup = await DeployAsync(client, account.Address, others.VerifyingKey);
        using TemporaryFolder store = new();
        using ServeRun run = ServeRun.Start(
            keys.Path, store.Path, Environment, "--l1", anvil.Endpoint.ToString(), "--contract",
            rollup.Address.ToString(), "--set", $"L1:KeyVariable={KeyName}");
        Assert.Equal(ExitCode.FileMismatch, await run.EndAsync(TimeSpan.FromMinutes(1)));
        string last = run.Log.TrimEnd().Split('\n')[^1];
        Assert.Contains(Hash(keys.VerifyingKey), last, StringComparison.Ordinal);
        Assert.Contains(Hash(others.VerifyingKey), last, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Environment { get; } = new() { [KeyName] = PrivateKey };

    private static Task<AnvilNode> StartAsync()
    {
        return AnvilNode.StartAsync(AnvilNode.Find(RepositoryRoot.Path)!, default);
    }

    private static string Hash(byte[] key) => Convert.ToHexStringLower(Prover.Algebra.Keccak256.Hash(key));

    private async Task<RollupContract> DeployAsync(EthereumClient client, EthAddress owner, byte[] key)
    {
        BlockVerifier verifier = new(keys.CircuitId, keys.Capacities, true, key);
        RollupDeployment deployment = new(owner, RollupState.Empty.Root, [verifier]);
        (RollupContract rollup, L1Receipt _) = await RollupContract.DeployAsync(client, deployment, default);
        return rollup;
    }
}
