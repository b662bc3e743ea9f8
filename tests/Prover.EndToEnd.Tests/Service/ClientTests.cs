using System.Diagnostics;
using System.Text.Json;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Service.Api;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Other people's clients: curl and Node's fetch, without a library of ours.</summary>
public sealed class ClientTests
{
    [ToolFact("curl")]
    public async Task Curl_hands_in_a_block_and_follows_it()
    {
        using TemporaryFolder folder = new();
        await using TestNode node = await TestNode.StartAsync();
        string file = folder.File("1.block");
        await File.WriteAllBytesAsync(file, TestGate.Block(1));
        string answer = await RunAsync(
            "curl", "-sS", node.Url + "/v1/blocks", "-H", "Idempotency-Key: 7/1/0x9f", "--data-binary", "@" + file);
        Assert.Equal("7/1", JsonSerializer.Deserialize<BlockTicket>(answer, ApiJson.Options)!.Job);
        await EventStreamTests.KillAsync(node);
        string events = await RunAsync("curl", "-sS", "-N", node.Url + "/v1/jobs/7/1/events");
        Assert.Contains("id: 1\nevent: queued\ndata: {", events, StringComparison.Ordinal);
        Assert.Contains("event: dead\n", events, StringComparison.Ordinal);
    }

    [ToolFact("node")]
    public async Task Node_fetch_hands_in_a_block_and_follows_it()
    {
        const string script =
            """
            const base = process.argv[2];
            const block = new TextEncoder().encode("block 1 from node");
            const send = () => fetch(base + "/v1/blocks",
              { method: "POST", headers: { "Idempotency-Key": "7/1/x" }, body: block });
            const first = await send();
            const again = await send();
            const job = await first.json();
            console.log(first.status, again.status, job.job);
            const stream = await fetch(base + job.href + "/events");
            let text = "";
            for await (const chunk of stream.body) {
              text += new TextDecoder().decode(chunk);
              if (text.includes("event: dead")) break;
            }
            console.log(text.match(/event: \w+/g).join(" "));
            process.exit(0);
            """;
        using TemporaryFolder folder = new();
        await using TestNode node = await TestNode.StartAsync();
        Task kill = EventStreamTests.KillAsync(node);
        string file = folder.File("client.mjs");
        await File.WriteAllTextAsync(file, script);
        string answer = await RunAsync("node", file, node.Url);
        await kill;
        string[] lines = answer.TrimEnd().Split('\n');
        Assert.Equal("202 200 7/1", lines[0]);
        Assert.Equal("event: queued event: leased event: failed event: dead", lines[1]);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        ProcessStartInfo info = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(info)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string text = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, await errors);
            return text;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
