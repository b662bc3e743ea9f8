using System.Text;
using System.Text.Json.Nodes;

namespace Prover.Contracts.Tests;

/// <summary>The way to a real node, which can be shut, or shut behind what was sent.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private const string Gone = "HTTP/1.1 503 Gone\r\nContent-Length: 0\r\n\r\n";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly FakeNode _front;

    public Gateway(Uri node) => _front = new FakeNode(request => Pass(node, request));

    /// <summary>Where it listens.</summary>
    public Uri Endpoint => _front.Endpoint;

    /// <summary>Nothing gets through.</summary>
    public bool Shut { get; set; }

    /// <summary>What is sent arrives, and the answer is lost.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Questions that the node refuses, as one without old states does.</summary>
    public Func<JsonObject, bool> Refuses { get; set; } = _ => false;

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        _http.Dispose();
    }

    private string Pass(Uri node, JsonObject request)
    {
        if (Shut)
        {
            return Gone;
        }

        if (Refuses(request))
        {
            return """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"missing trie node"}}""";
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, node)
        {
            Content = new StringContent(request.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        using HttpResponseMessage response = _http.Send(message);
        using var reader = new StreamReader(response.Content.ReadAsStream());
        string answer = reader.ReadToEnd();
        return LosesAnswers && request["method"]!.ToString() == "eth_sendRawTransaction" ? Gone : answer;
    }
}
