using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Prover.Host.Service.Settings;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Clients that hold a connection without using it lose it.</summary>
public sealed class SlowClientTests
{
    private static readonly ServiceSettings Hasty = TestNode.Settings with
    {
        Http = TestNode.Settings.Http with { HeaderTimeout = TimeSpan.FromSeconds(1) },
    };

    [Fact]
    public async Task A_head_that_does_not_end_ends_the_connection()
    {
        await using TestNode node = await TestNode.StartAsync(Hasty);
        using TcpClient client = await ConnectAsync(node);
        await client.GetStream().WriteAsync("GET /v1/node HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "u8.ToArray());
        Stopwatch watch = Stopwatch.StartNew();
        string answer = await ReadToEndAsync(client);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.5, 30);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
    }

    [Fact]
    public async Task A_body_that_only_trickles_ends_the_connection_and_is_not_taken()
    {
        await using TestNode node = await TestNode.StartAsync(Hasty);
        using TcpClient client = await ConnectAsync(node);
        const string start = "POST /v1/blocks HTTP/1.1\r\nHost: 127.0.0.1\r\nIdempotency-Key: k\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(start + "Content-Length: 100\r\n\r\nbl"));
        string answer = await ReadToEndAsync(client);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
        Assert.Equal("{\"jobs\":[]}", await node.Http.GetStringAsync("/v1/jobs"));
    }

    [Fact]
    public async Task Heads_that_are_too_long_or_too_many_are_refused()
    {
        await using TestNode node = await TestNode.StartAsync(Hasty);
        string many = string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: 1\r\n"));
        Assert.StartsWith("HTTP/1.1 431", await AskAsync(node, $"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{many}\r\n"));
        string wide = $"X: {new string('x', 20_000)}\r\n";
        Assert.StartsWith("HTTP/1.1 431", await AskAsync(node, $"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{wide}\r\n"));
        string path = "/" + new string('x', 10_000);
        Assert.StartsWith("HTTP/1.1 414", await AskAsync(node, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
    }

    private static async Task<string> AskAsync(TestNode node, string request)
    {
        using TcpClient client = await ConnectAsync(node);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return await ReadToEndAsync(client);
    }

    private static async Task<TcpClient> ConnectAsync(TestNode node)
    {
        Uri address = new(node.Url);
        TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port);
        return client;
    }

    private static async Task<string> ReadToEndAsync(TcpClient client)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        using MemoryStream answer = new();
        try
        {
            await client.GetStream().CopyToAsync(answer, limit.Token);
        }
        catch (IOException)
        {
            // Reset: the end of the connection as well.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
