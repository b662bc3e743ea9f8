using System.Text.Json;
using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Demo;
using Prover.EndToEnd.Tests.Service;
using Prover.Host.Cli;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Testing;
using Xunit;

namespace Prover.EndToEnd.Tests.Doctor;

/// <summary>What <c>prover doctor</c> finds, what it advises and how it ends.</summary>
public sealed class DoctorTests(KeyFolderFixture keys) : IClassFixture<KeyFolderFixture>
{
    private const string KeyName = "DOCTOR_TEST_L1_KEY";
    private const string PrivateKey = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

    private static Dictionary<string, string> Secrets { get; } = new() { [KeyName] = PrivateKey };

    [Fact]
    public async Task A_machine_that_is_fit_gets_0_and_a_line_for_each_thing()
    {
        ProgramRun run = await LookAsync();
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        foreach (string subject in (string[])["device", "key", "memory", "queue", "store", "l1"])
        {
            Assert.Matches($"(?m)^ok +{subject} ", run.Output);
        }

        Assert.Contains("DEVELOPMENT key", run.Output, StringComparison.Ordinal);
        Assert.Matches("expected at most [0-9]+ MiB .*[0-9,]+ MiB available", run.Output);
        using JsonDocument json = JsonDocument.Parse((await LookAsync("--json")).Output);
        Assert.All(json.RootElement.EnumerateArray(), finding => Assert.True(finding.GetProperty("good").GetBoolean()));
    }

    [Fact]
    public async Task A_setting_that_is_wrong_is_one_line()
    {
        (await LookAsync("--set", "Prover:Circuitz=x")).AssertFailed(ExitCode.Usage, "Prover:Circuits");
    }

    [Theory]
    [InlineData("Prover:Devices=gpu", ExitCode.Device, "device", "expected one of auto, native, managed, found 'gpu'")]
    [InlineData("Prover:KeyFolder=/nowhere", ExitCode.FileMismatch, "key", "found no file")]
    [InlineData("Prover:Circuits=rollup-block/huge", ExitCode.Usage, "key", "no preset 'huge'")]
    [InlineData("Prover:MemoryBudget=100 MiB", ExitCode.Device, "memory", "budget 100 MiB")]
    [InlineData("Queue:Uri=amqp://guest@127.0.0.1:1", ExitCode.Usage, "queue", "127.0.0.1:1")]
    [InlineData("Store:Folder=/dev/null/jobs", ExitCode.Usage, "store", "expected to be able to write there")]
    [InlineData("L1:ChainId=1", ExitCode.FileMismatch, "key", "expected a key of a ceremony on chain 1")]
    public async Task What_is_wrong_is_told_with_advice_and_its_own_exit_code(
        string setting, int code, string subject, string says)
    {
        ProgramRun run = await LookAsync("--set", setting);
        AssertBad(run, code, subject, says);
    }

    [Fact]
    public async Task A_damaged_key_is_found_by_its_hashes()
    {
        using TemporaryFolder folder = new();
        string name = $"{keys.CircuitId.ToString()[2..]}.key";
        byte[] bytes = File.ReadAllBytes(Path.Combine(keys.Path, name));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder.File(name), bytes);
        ProgramRun run = await LookAsync("--set", $"Prover:KeyFolder={folder.Path}");
        AssertBad(run, ExitCode.FileMismatch, "key", name);
    }

    [Fact]
    public async Task L1_that_does_not_answer_is_found_and_its_address_is_not_shown_whole()
    {
        ProgramRun run = await L1Async("http://127.0.0.1:1/secret-path", KeyFolderFixture.Domain.Contract.ToString());
        AssertBad(run, ExitCode.Usage, "l1", "127.0.0.1:1");
        Assert.DoesNotContain("secret-path", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_needs_its_node_and_no_L1()
    {
        await using TestNode node = await TestNode.StartAsync();
        string[] worker = ["--set", "Node:Role=worker", "--set", "Queue:Uri=amqp://guest@127.0.0.1:1"];
        ProgramRun good = await LookAsync([.. worker, "--set", $"Worker:PayloadsFrom={node.Url}"]);
        AssertBad(good, ExitCode.Usage, "queue", "127.0.0.1:1");
        Assert.Matches("(?m)^ok +blocks .* is idle", good.Output);
        Assert.DoesNotMatch("(?m)^[okFAIL]+ +(l1|store) ", good.Output);
        ProgramRun bad = await LookAsync([.. worker, "--set", "Worker:PayloadsFrom=http://127.0.0.1:1"]);
        Assert.Matches("(?m)^FAIL +blocks .*no node at http://127.0.0.1:1/", bad.Output);
    }

    [NodeFact]
    public async Task L1_is_compared_with_what_is_here()
    {
        await using AnvilNode anvil = await AnvilNode.StartAsync(AnvilNode.Find(RepositoryRoot.Path)!, default);
        using EthereumAccount account = await anvil.CreateAccountAsync("deployer", default);
        using EthereumClient client = new(anvil.Endpoint, account);
        using KeyFolderFixture others = new();
        string right = await DeployAsync(client, account.Address, keys.VerifyingKey);
        string wrong = await DeployAsync(client, account.Address, others.VerifyingKey);
        using EthereumAccount sender = new(Convert.FromHexString(PrivateKey));
        string l1 = anvil.Endpoint.ToString();

        await anvil.SetBalanceAsync(sender.Address, 0, default);
        AssertBad(await L1Async(l1, right), ExitCode.Usage, "l1", "0.000000 ether, expected some");
        await anvil.SetBalanceAsync(sender.Address, System.Numerics.BigInteger.Pow(10, 18), default);
        ProgramRun good = await L1Async(l1, right);
        Assert.Equal(ExitCode.Ok, good.ExitCode);
        Assert.Contains("1.000000 ether", good.Output, StringComparison.Ordinal);
        Assert.Contains("0 blocks accepted", good.Output, StringComparison.Ordinal);
        ProgramRun bad = await L1Async(l1, wrong);
        AssertBad(bad, ExitCode.FileMismatch, "l1", Hash(keys.VerifyingKey));
        AssertBad(bad, ExitCode.FileMismatch, "l1", Hash(others.VerifyingKey));
        AssertBad(
            await L1Async(l1, sender.Address.ToString()), ExitCode.FileMismatch, "l1",
            "expected code there, found none");
        AssertBad(
            await L1Async(l1, right, "--set", "L1:ChainId=5"), ExitCode.FileMismatch, "l1",
            "expected chain 5 (L1:ChainId), found chain 31337");
    }

    private static string Hash(byte[] key) => Convert.ToHexStringLower(Prover.Algebra.Keccak256.Hash(key));

    private static void AssertBad(ProgramRun run, int code, string subject, string says)
    {
        string[] lines = run.Output.Split('\n');
        int at = Array.FindIndex(lines, line => line.StartsWith("FAIL", StringComparison.Ordinal)
            && line[6..].StartsWith(subject, StringComparison.Ordinal));
        Assert.True(at >= 0, run.Output + run.Error);
        Assert.Contains(says, lines[at], StringComparison.Ordinal);
        Assert.StartsWith("      -> ", lines[at + 1], StringComparison.Ordinal);
        Assert.Equal(code, run.ExitCode);
        Assert.DoesNotContain(PrivateKey[..16], run.Output + run.Error, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> DeployAsync(EthereumClient client, EthAddress owner, byte[] key)
    {
        BlockVerifier verifier = new(keys.CircuitId, keys.Capacities, true, key);
        RollupDeployment deployment = new(owner, RollupState.Empty.Root, [verifier]);
        (RollupContract rollup, L1Receipt _) = await RollupContract.DeployAsync(client, deployment, default);
        return rollup.Address.ToString();
    }

    private Task<ProgramRun> L1Async(string rpc, string contract, params string[] more)
    {
        return LookAsync(
        [
            "--set", $"L1:Rpc={rpc}", "--set", $"L1:Contract={contract}", "--set", $"L1:KeyVariable={KeyName}", .. more,
        ]);
    }

    private async Task<ProgramRun> LookAsync(params string[] more)
    {
        using TemporaryFolder store = new();
        string[] words =
        [
            "doctor", "--set", $"Prover:Circuits={KeyFolderFixture.Circuit}", "--set", $"Prover:KeyFolder={keys.Path}",
            "--set", $"Store:Folder={store.File("data")}", "--set", "L1:ChainId=31337",
            "--set", $"L1:Contract={KeyFolderFixture.Domain.Contract}", .. more,
        ];
        return await ProgramRun.Of(words, Secrets);
    }
}
