using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Prover.Contracts.Tests;

/// <summary>A node that answers whatever a test wants: JSON-RPC over HTTP on a free loopback port.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<JsonObject, string> _answer;
    private readonly Task _serving;
    private int _requests;

    /// <summary>Starts to listen.</summary>
    /// <param name="answer">The body for a request; a text that begins with HTTP/ is sent as it stands.</param>
    public FakeNode(Func<JsonObject, string> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it answers.</summary>
    public Uri Endpoint => new($"http://{_listener.LocalEndpoint}");

    /// <summary>How many requests came.</summary>
    public int Requests => _requests;

    /// <summary>A node that gives one result to every request.</summary>
    public static FakeNode WithResult(string json) => new(_ => Body(json));

    /// <summary>The body of an answer with this result.</summary>
    public static string Body(string result) => $$"""{"jsonrpc":"2.0","id":1,"result":{{result}}}""";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient peer = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = TalkAsync(peer).ContinueWith(_ => peer.Dispose(), TaskScheduler.Default);
        }
    }

    private async Task TalkAsync(TcpClient peer)
    {
        NetworkStream stream = peer.GetStream();
        while (await ReadBodyAsync(stream) is { } body)
        {
            _ = Interlocked.Increment(ref _requests);
            string answer = _answer((JsonObject)JsonNode.Parse(body)!);
            string whole = answer.StartsWith("HTTP/", StringComparison.Ordinal)
                ? answer
                : "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    + $"Content-Length: {Encoding.UTF8.GetByteCount(answer)}\r\n\r\n{answer}";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(whole), _stop.Token);
        }
    }

    /// <summary>The body of the next request by its Content-Length; null once the client has gone.</summary>
    private async Task<byte[]?> ReadBodyAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            _ = head.Append((char)one[0]);
        }

        string length = head.ToString().Split("\r\n").Single(
            line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        byte[] body = new byte[int.Parse(length.Split(':')[1], null)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return body;
    }
}
