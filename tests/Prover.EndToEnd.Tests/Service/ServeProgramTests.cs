using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Cli;
using Prover.Host.Service.Api;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>The program itself: start, a real proof, the end by signals, and what it refuses to start with.</summary>
public sealed class ServeProgramTests(KeyFolderFixture keys) : IClassFixture<KeyFolderFixture>
{
    private static readonly string[] Least =
    [
        "serve", "--circuits", KeyFolderFixture.Circuit, "--set", "L1:ChainId=31337",
        "--contract", KeyFolderFixture.Domain.Contract.ToString(), "--urls", "http://127.0.0.1:0",
    ];

    [Fact]
    public async Task A_block_is_proven_verified_and_kept_over_a_restart()
    {
        using TemporaryFolder store = new();
        byte[] block = keys.Block(1);
        using (ServeRun run = ServeRun.Start(keys.Path, store.Path))
        {
            using HttpClient http = await run.ReadyAsync();
            using HttpResponseMessage taken = await PostAsync(http, block);
            Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
            using SseReader stream = await SseReader.OpenAsync(http, "/v1/jobs/31337/1/events");
            List<string> seen = [];
            while (seen.LastOrDefault() != "verified")
            {
                SseEvent? one = await stream.NextAsync();
                Assert.NotNull(one);
                seen.AddRange(one.Id is null ? [] : [one.Name]);
            }

            // A witness that is done before the lease is renewed has no event of its own.
            Assert.Equal(["queued", "leased", "proved", "verified"], seen.Where(name => name != "witnessed"));
            JobDetail detail = (await http.GetFromJsonAsync<JobDetail>("/v1/jobs/31337/1", ApiJson.Options))!;
            Assert.All(detail.Stages.SkipLast(1), stage => Assert.True(stage.Ended >= stage.Started));
            Assert.EndsWith($"/{detail.Stages[1].Attempts[0].By!.Split('/')[1]}", detail.Summary.By);
            string metrics = await http.GetStringAsync("/metrics");
            Assert.Contains("prover_proofs_total{result=\"ok\"} 1", metrics, StringComparison.Ordinal);
            Assert.Contains("prover_stage_duration_seconds_count{stage=\"witness\"", metrics, StringComparison.Ordinal);
            run.Signal("KILL");
            _ = await run.EndAsync(TimeSpan.FromSeconds(30));
        }

        using ServeRun again = ServeRun.Start(keys.Path, store.Path, "--log-format", "json");
        await Poll.UntilAsync(() => Task.FromResult(again.Log.Contains("ready in", StringComparison.Ordinal)));
        using HttpClient later = await again.ReadyAsync();
        using HttpResponseMessage known = await PostAsync(later, block);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        using HttpResponseMessage other = await PostAsync(later, keys.Block(2));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Contains("\"stage\":\"submit\"", await later.GetStringAsync("/v1/jobs"), StringComparison.Ordinal);
        again.Signal("TERM");
        Assert.Equal(ExitCode.Ok, await again.EndAsync(TimeSpan.FromSeconds(30)));
        Assert.All(
            again.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            line => Assert.StartsWith("{", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_signal_ends_within_two_seconds_also_during_the_start()
    {
        using TemporaryFolder store = new();
        using ServeRun run = ServeRun.Start(keys.Path, store.Path);
        using HttpClient http = await run.ReadyAsync();
        using SseReader stream = await SseReader.OpenAsync(http, "/v1/node/events");
        run.Signal("INT");
        run.Signal("INT");
        Stopwatch watch = Stopwatch.StartNew();
        int code = await run.EndAsync(TimeSpan.FromSeconds(30));
        // An idle node may have drained before the second signal came.
        Assert.Contains(code, (int[])[ExitCode.Ok, ExitCode.Cancelled]);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 6);
    }

    [Fact]
    public async Task A_second_node_on_the_same_folder_is_refused_and_one_for_another_rollup_too()
    {
        using TemporaryFolder store = new();
        using (ServeRun run = ServeRun.Start(keys.Path, store.Path, "--set", "Prover:WarmUp=false"))
        {
            using HttpClient http = await run.ReadyAsync();
            ProgramRun second = await ProgramRun.Of([.. Least, "--keys", keys.Path, "--store", store.Path]);
            AssertRefused(second, ExitCode.Usage, "another node uses");
            run.Signal("TERM");
            Assert.Equal(ExitCode.Ok, await run.EndAsync(TimeSpan.FromSeconds(30)));
        }

        ProgramRun other = await ProgramRun.Of(
            [.. Least, "--keys", keys.Path, "--store", store.Path, "--set", "L1:ChainId=1337"]);
        AssertRefused(other, ExitCode.FileMismatch, "expected the jobs of chain and contract 1337/");
    }

    [Fact]
    public async Task A_development_key_needs_leave_on_a_chain_that_is_not_local()
    {
        using TemporaryFolder store = new();
        ProgramRun run = await ProgramRun.Of(
            [.. Least, "--keys", keys.Path, "--store", store.Path, "--set", "L1:ChainId=1"]);
        AssertRefused(run, ExitCode.FileMismatch, "Prover:AllowDevelopmentKeys");
    }

    [Fact]
    public async Task A_missing_key_a_damaged_one_and_too_little_memory_are_refused()
    {
        using TemporaryFolder folder = new();
        string store = folder.File("store");
        ProgramRun missing = await ProgramRun.Of([.. Least, "--keys", folder.Path, "--store", store]);
        AssertRefused(missing, ExitCode.FileMismatch, "Prover:KeyFolder");

        string key = Directory.GetFiles(keys.Path).Single();
        byte[] bytes = await File.ReadAllBytesAsync(key);
        bytes[^1000] ^= 1;
        await File.WriteAllBytesAsync(folder.File(Path.GetFileName(key)), bytes);
        ProgramRun damaged = await ProgramRun.Of([.. Least, "--keys", folder.Path, "--store", store]);
        AssertRefused(damaged, ExitCode.FileMismatch, ".key");

        ProgramRun memory = await ProgramRun.Of(
            [.. Least, "--keys", keys.Path, "--store", store, "--set", "Prover:MemoryBudget=2 MiB"]);
        AssertRefused(memory, ExitCode.Device, "memory: expected at most");
    }

    [Fact]
    public async Task Settings_that_cannot_be_are_refused_in_one_line_before_anything_starts()
    {
        (await ProgramRun.Of([.. Least])).AssertFailed(ExitCode.Usage, "setting Prover:KeyFolder");
        (await ProgramRun.Of("serve", "--set", "Http:Url=x")).AssertFailed(ExitCode.Usage, "nearest is Http:Urls");
        (await ProgramRun.Of("serve", "--set", "x")).AssertFailed(ExitCode.Usage, "Section:Name=value");
        (await ProgramRun.Of([.. Least, "--keys", "k", "--store", "s", "--set", "Http:Urls=http://0.0.0.0:1"]))
            .AssertFailed(ExitCode.Usage, "Http:Urls");
    }

    [Fact]
    public async Task An_address_in_use_and_a_missing_secret_are_refused()
    {
        using TemporaryFolder store = new();
        using System.Net.Sockets.TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        string[] whole = [.. Least, "--keys", keys.Path, "--store", store.Path];
        AssertRefused(await ProgramRun.Of([.. whole, "--set", $"Http:Urls={address}"]), ExitCode.Usage, "in use");
        AssertRefused(
            await ProgramRun.Of([.. whole, "--set", "Http:AdminTokenVariable=NO_SUCH_VARIABLE"]),
            ExitCode.Usage,
            "NO_SUCH_VARIABLE, which is not set");
    }

    [Fact]
    public async Task No_secret_is_printed_or_logged()
    {
        using TemporaryFolder folder = new();
        const string secret = "c0ffee-token-nobody-may-see";
        Dictionary<string, string> environment = new()
        {
            ["DOOR"] = secret, ["ADMIN"] = secret + "2", ["PROVER__LOG__VERBOSE"] = "true",
        };
        string[] tokens = ["--set", "Http:DoorTokenVariable=DOOR", "--set", "Http:AdminTokenVariable=ADMIN"];
        ProgramRun printed = await ProgramRun.Of(
            [.. Least, "--keys", keys.Path, "--store", folder.Path, .. tokens, "--print-settings"], environment);
        Assert.Equal(ExitCode.Ok, printed.ExitCode);
        Assert.Contains("Http:DoorTokenVariable = DOOR", printed.Output, StringComparison.Ordinal);
        Assert.Contains("Log:Verbose = true", printed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, printed.Output + printed.Error, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, byte[] block)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/blocks") { Content = new ByteArrayContent(block) };
        request.Headers.Add("Idempotency-Key", "31337/1/" + Convert.ToHexStringLower(block.AsSpan(0, 8)));
        return http.SendAsync(request);
    }

    private static void AssertRefused(ProgramRun run, int code, string says)
    {
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(says, run.Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
