using System.Net.Sockets;
using System.Text;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Service.Settings;
using Xunit;
using Xunit.Abstractions;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Thousands of random and damaged requests: never a 500, a stack trace or a secret, nothing left.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Requests = 4000;

    private static readonly string[] Paths =
    [
        "/", "/metrics", "/v1/node", "/v1/jobs", "/v1/jobs/7/1", "/v1/jobs/7/1/events", "/v1/blocks", "/health/ready",
        "/v1/payloads/" + new string('a', 64), "/v1/admin/dead", "/v1/admin/jobs/7/1/requeue",
        "/v1/admin/jobs/7/1/drop", "/v1/admin/devices/release", "/v1/admin/l1/resolve", "/v1/admin/bundles/x",
        "/v1/jobs?limit=3&after=7/1", "/%00", "//..//",
    ];

    private static readonly string[] Methods =
        ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "P\u00fcT", ""];

    private static readonly string[] Bodies =
    [
        "", "block 5 x", "{\"from\":\"witness\"}", "{\"from\":null}", "{\"device\":\"a/b\"}", "{\"device\":null}",
        "[[[[", "{\"nonce\":1e999}",
        "{\"nonce\":-1,\"maxFeeGwei\":\"NaN\"}", "null", "\"\"", "{\"by\":{\"a\":1}}",
    ];

    private static readonly string[] Headers =
    [
        "Idempotency-Key: k", "Idempotency-Key: a\r\nIdempotency-Key: b", "Authorization: Bearer door-secret",
        "Authorization: Bearer admin-secret", "Authorization: Bearer ", "Authorization: x", "Last-Event-ID: -1",
        "Last-Event-ID: 99999999999999999999", "Content-Type: application/json", "Content-Type: ;;;", "Origin: null",
        "Transfer-Encoding: chunked", "Content-Encoding: gzip", "Expect: 100-continue", "Accept: \u0001",
        "Connection: close", "Range: bytes=0-", "Host: evil", "Content-Length: 99999999999",
    ];

    [Fact]
    public async Task No_request_breaks_the_node_or_makes_it_talk()
    {
        const int seed = 20_260_101;
        output.WriteLine($"seed {seed}");
        using TemporaryFolder folder = new();
        ServiceSettings settings = AdminDoorTests.WithTokens(folder) with
        {
            Limits = new LimitSettings
            {
                BlocksPerSecond = 1e6, BlockBurst = 1_000_000, BlockSize = new ByteSize(2048),
            },
        };
        await using TestNode node = await TestNode.StartAsync(settings);
        using HttpResponseMessage posted = await node.PostAsync("k1", TestGate.Block(1), "door-secret");
        Random random = new(seed);
        byte[][] requests = [.. Enumerable.Range(0, Requests).Select(_ => Make(random))];
        Dictionary<string, int> statuses = [];
        await Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (request, cancel) =>
            {
                string answer = await SendAsync(node.Url, request, cancel);
                AssertQuiet(request, answer);
                lock (statuses)
                {
                    string status = answer.Length < 12 ? "closed" : answer[9..12];
                    statuses[status] = statuses.GetValueOrDefault(status) + 1;
                }
            });
        output.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}")));
        Assert.False(node.Host.Control.IsDraining);
        Assert.DoesNotContain("-secret", node.Lines.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("block 5 x", node.Lines.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" failed: ", node.Lines.Text, StringComparison.Ordinal);
        Assert.True(statuses.Count(s => s.Key.StartsWith('4')) >= 5, "too few kinds of refusal were reached");
        await Poll.UntilAsync(async () =>
        {
            using HttpResponseMessage ready = await node.Http.GetAsync("/health/ready");
            return ready.IsSuccessStatusCode;
        });
    }

    private static byte[] Make(Random random)
    {
        string body = Pick(random, Bodies);
        StringBuilder text = new();
        _ = text.Append(Pick(random, Methods)).Append(' ').Append(Pick(random, Paths));
        _ = text.Append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (int i = random.Next(5); i > 0; i--)
        {
            _ = text.Append(Pick(random, Headers)).Append("\r\n");
        }

        _ = text.Append("Content-Length: ").Append(body.Length).Append("\r\n\r\n").Append(body);
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        for (int i = random.Next(4) - 1; i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return random.Next(20) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    /// <summary>Sends and reads what comes within a while: an answer that does not end is a stream.</summary>
    private static async Task<string> SendAsync(string url, byte[] request, CancellationToken cancel)
    {
        Uri address = new(url);
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port, cancel);
        NetworkStream stream = client.GetStream();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromMilliseconds(400));
        byte[] answer = new byte[64 << 10];
        int length = 0;
        try
        {
            await stream.WriteAsync(request, limit.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            for (int count = 1; count > 0 && length < answer.Length; length += count)
            {
                count = await stream.ReadAsync(answer.AsMemory(length), limit.Token);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException)
        {
            // Closed or not ended: what came counts.
        }

        return Encoding.Latin1.GetString(answer, 0, length);
    }

    private static void AssertQuiet(byte[] request, string answer)
    {
        string asked = Encoding.Latin1.GetString(request);
        Assert.False(answer.StartsWith("HTTP/1.1 500", StringComparison.Ordinal), $"{answer}\nfor\n{asked}");
        foreach (string word in (string[])["   at ", "Exception", "-secret", "/_/", ".cs:"])
        {
            Assert.False(answer.Contains(word, StringComparison.Ordinal), $"'{word}' in {answer}\nfor\n{asked}");
        }
    }
}
