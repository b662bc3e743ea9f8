using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>The client on a real node, and on none.</summary>
[Collection(L1TestGroup.Name)]
public sealed class EthereumClientTests(L1Fixture l1)
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [AnvilFact]
    public async Task A_transfer_of_ether_is_sent_and_has_a_receipt()
    {
        EthAddress receiver = new(Convert.FromHexString("00000000000000000000000000000000000beef0"));
        ulong nonce = await l1.Alice.GetNonceAsync(l1.Alice.Sender!.Value, s_none);
        Bytes32 hash = await l1.Alice.SendAsync(new L1Call(receiver, default, 123), s_none);
        L1Receipt receipt = await l1.Alice.WaitForReceiptAsync(hash, TimeSpan.FromSeconds(20), s_none);
        Assert.True(receipt.Succeeded);
        Assert.Equal((hash, 21_000ul), (receipt.TransactionHash, receipt.GasUsed));
        Assert.Equal(123, await l1.BalanceAsync(receiver));
        Assert.Equal(nonce + 1, await l1.Alice.GetNonceAsync(l1.Alice.Sender!.Value, s_none));

        JsonNode? sent = await l1.Node.Rpc.InvokeAsync("eth_getTransactionByHash", [hash.ToString()], s_none);
        Assert.Equal("0x2", sent!["type"]!.ToString());
        Assert.Equal(l1.Alice.Sender!.Value.ToString(), sent["from"]!.ToString());
        L1FeeData fees = await l1.Alice.GetFeeDataAsync(s_none);
        Assert.True(fees.MaxFee >= fees.BaseFee + fees.PriorityFee);
    }

    [AnvilFact]
    public async Task An_unknown_transaction_has_no_receipt()
    {
        Assert.Null(await l1.Alice.GetReceiptAsync(default, s_none));
        await Assert.ThrowsAsync<L1Exception>(
            () => l1.Alice.WaitForReceiptAsync(default, TimeSpan.FromMilliseconds(50), s_none));
        Assert.Empty(await l1.Alice.GetCodeAsync(l1.Alice.Sender!.Value, s_none));
    }

    [AnvilFact]
    public async Task What_the_node_refuses_is_said_in_a_line()
    {
        using EthereumAccount poor = new([.. new byte[31], 7]);
        using var client = new EthereumClient(l1.Node.Endpoint, poor);
        L1Exception refusal = await Assert.ThrowsAnyAsync<L1Exception>(
            () => client.SendAsync(new L1Call(poor.Address, default, 1), s_none));
        Assert.DoesNotContain('\n', refusal.Message);

        using var reader = new EthereumClient(l1.Node.Endpoint);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => reader.SendAsync(new L1Call(poor.Address, default), s_none));
    }

    [AnvilFact]
    public async Task A_started_node_is_gone_once_it_is_disposed()
    {
        AnvilNode node = await AnvilNode.StartAsync(AnvilFactAttribute.Program!, s_none);
        using (var client = new EthereumClient(node.Endpoint))
        {
            Assert.Equal(AnvilNode.ChainId, await client.GetChainIdAsync(s_none));
            await node.DisposeAsync();
            using var other = new EthereumClient(node.Endpoint);
            await Assert.ThrowsAsync<L1Exception>(() => other.GetChainIdAsync(s_none));
        }
    }

    [AnvilOnLinuxFact]
    public async Task A_started_node_does_not_get_the_secrets_of_the_environment()
    {
        const string Name = "PROVER_TEST_SECRET";
        Environment.SetEnvironmentVariable(Name, "hunter2");
        try
        {
            await using AnvilNode node = await AnvilNode.StartAsync(AnvilFactAttribute.Program!, s_none);
            string environment = await File.ReadAllTextAsync($"/proc/{node.ProcessId}/environ");
            Assert.DoesNotContain(Name, environment, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }

    [Fact]
    public async Task Without_a_node_the_message_names_the_address_but_not_its_path()
    {
        using var client = new EthereumClient(new Uri("http://127.0.0.1:1/a-key-of-the-user"));
        L1Exception exception = await Assert.ThrowsAsync<L1Exception>(() => client.GetChainIdAsync(s_none));
        Assert.Contains("127.0.0.1:1", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-key", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new EthereumClient(new Uri("ftp://127.0.0.1")));
    }

    [Theory]
    [InlineData("HTTP/1.1 500 no\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"result\":\"zz\"}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")]
    public async Task Nonsense_from_the_node_is_an_error_of_the_node(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task server = AnswerAsync(listener, answer);
        using var client = new EthereumClient(new Uri($"http://{listener.LocalEndpoint}"));
        await Assert.ThrowsAsync<L1Exception>(() => client.GetChainIdAsync(s_none));
        await server;
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using TcpClient peer = await listener.AcceptTcpClientAsync();
        NetworkStream stream = peer.GetStream();
        byte[] buffer = new byte[4096];
        int length = 0;
        while (!Encoding.ASCII.GetString(buffer, 0, length).Contains('}', StringComparison.Ordinal))
        {
            length += await stream.ReadAsync(buffer.AsMemory(length));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}
