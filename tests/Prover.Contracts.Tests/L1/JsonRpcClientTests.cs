using System.Text.Json.Nodes;
using Prover.L1;
using Prover.Pipeline;

namespace Prover.Contracts.Tests;

/// <summary>The envelope of JSON-RPC, from nodes that do not keep to it.</summary>
public sealed class JsonRpcClientTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Theory]
    [InlineData("[]", "does not answer with an object")]
    [InlineData("7", "does not answer with an object")]
    [InlineData("null", "does not answer with an object")]
    [InlineData("", "does not answer in JSON")]
    [InlineData("""{"result":"0x1"} trailing""", "does not answer in JSON")]
    [InlineData("""{"result":"0x1","result":"0x2"}""", "does not answer in JSON")]
    [InlineData("{}", "answers without a result")]
    [InlineData("""{"error":null}""", "answers without a result")]
    [InlineData("""{"error":"no","result":"0x1"}""", "no")]
    [InlineData("""{"error":{"message":"denied"},"result":"0x1"}""", "denied")]
    [InlineData("""{"error":[]}""", "no message")]
    [InlineData("""{"error":{"message":7}}""", "no message")]
    [InlineData("""{"error":{"message":"\ud800"}}""", "no message")]
    [InlineData("""{"result":"\ud800"}""", "no number where the chain id belongs")]
    public async Task An_answer_that_is_none_says_so(string body, string message)
    {
        await using var node = new FakeNode(_ => body);
        using var client = new EthereumClient(node.Endpoint);
        L1Exception refusal = await Assert.ThrowsAsync<L1Exception>(() => client.GetChainIdAsync(s_none));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nesting_without_end_is_not_followed()
    {
        string body = string.Concat(Enumerable.Repeat("{\"result\":", 100_000));
        await using var node = new FakeNode(_ => body);
        using var client = new EthereumClient(node.Endpoint);
        _ = await Assert.ThrowsAsync<L1Exception>(() => client.GetChainIdAsync(s_none));
    }

    [Fact]
    public async Task A_revert_keeps_its_data_and_malformed_data_is_dropped()
    {
        foreach ((string data, int bytes) in ((string, int)[])
            [("\"0x01020304\"", 4), ("""{"data":"0x0102"}""", 2), ("7", 0), ("\"0x0\"", 0), ("[]", 0), ("null", 0)])
        {
            await using var node = new FakeNode(
                _ => $$$"""{"error":{"message":"execution reverted","data":{{{data}}}}}""");
            using var client = new EthereumClient(node.Endpoint);
            L1RevertException revert =
                await Assert.ThrowsAsync<L1RevertException>(() => client.GetChainIdAsync(s_none));
            Assert.Equal(bytes, revert.RevertData.Length);
        }
    }

    [Fact]
    public async Task A_message_of_the_node_is_one_short_line_that_no_terminal_obeys()
    {
        const string Escape = "\\u001b]0;title\\u0007\\n\\r\\u009b2J\\u202e";
        string text = Escape + new string('x', 100_000);
        await using var node = new FakeNode(_ => $$$"""{"error":{"message":"{{{text}}}"}}""");
        using var client = new EthereumClient(node.Endpoint);
        L1Exception refusal = await Assert.ThrowsAsync<L1Exception>(() => client.GetChainIdAsync(s_none));
        Assert.DoesNotContain(refusal.Message, char.IsControl);
        Assert.DoesNotContain('\u202e', refusal.Message);
        Assert.InRange(refusal.Message.Length, 100, 400);
    }

    [Fact]
    public async Task An_answer_of_more_than_64_MiB_is_not_read()
    {
        await using var node = new FakeNode(_ => $"HTTP/1.1 200 OK\r\nContent-Length: {(64 << 20) + 1}\r\n\r\n");
        using var client = new EthereumClient(node.Endpoint);
        L1Exception refusal = await Assert.ThrowsAsync<L1Exception>(() => client.GetChainIdAsync(s_none));
        Assert.Contains("more than 64 MiB", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_ends_in_time()
    {
        await using var node = new FakeNode(_ => "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"result\"");
        using var rpc = new JsonRpcClient(node.Endpoint, TimeSpan.FromMilliseconds(300));
        L1Exception refusal = await Assert.ThrowsAsync<L1Exception>(() => rpc.InvokeAsync("eth_chainId", [], s_none));
        Assert.Contains("did not answer in time", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_cannot_send_the_client_elsewhere()
    {
        await using FakeNode other = FakeNode.WithResult("\"0x1\"");
        await using var node = new FakeNode(
            _ => $"HTTP/1.1 307 x\r\nLocation: {other.Endpoint}\r\nContent-Length: 0\r\n\r\n");
        using var client = new EthereumClient(node.Endpoint);
        L1Exception refusal = await Assert.ThrowsAsync<L1Exception>(() => client.GetChainIdAsync(s_none));
        Assert.Contains("HTTP 307", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (node.Requests, other.Requests));
    }

    [Fact]
    public async Task The_user_and_the_path_of_the_address_are_in_no_message()
    {
        using var client = new EthereumClient(new Uri("http://user:a-secret@127.0.0.1:1/a-secret?a-secret"));
        L1Exception exception = await Assert.ThrowsAsync<L1Exception>(() => client.GetChainIdAsync(s_none));
        Assert.Contains("http://127.0.0.1:1", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_content_type_that_is_none_does_not_matter()
    {
        const string Body = """{"result":"0x5"}""";
        string head = $"Content-Type: text/plain; charset=nonsense\r\nContent-Length: {Body.Length}";
        await using var node = new FakeNode(_ => $"HTTP/1.1 200 OK\r\n{head}\r\n\r\n{Body}");
        using var client = new JsonRpcClient(node.Endpoint);
        JsonNode? result = await client.InvokeAsync("eth_chainId", [], s_none);
        Assert.Equal("0x5", result!.ToString());
    }
}
