using System.Net;
using System.Net.Sockets;
using System.Text;
using Prover.Host.Service.Settings;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Metrics that are pushed arrive as protobuf over HTTP.</summary>
public sealed class OtlpTests
{
    [Fact]
    public async Task Figures_arrive_at_the_endpoint_that_is_set()
    {
        using TcpListener sink = new(IPAddress.Loopback, 0);
        sink.Start();
        int port = ((IPEndPoint)sink.LocalEndpoint).Port;
        Task<string> arrived = ReceiveAsync(sink);
        ServiceSettings settings = TestNode.Settings with
        {
            Metrics = new MetricsSettings
            {
                OtlpEndpoint = new Uri($"http://127.0.0.1:{port}/v1/metrics"),
                OtlpInterval = TimeSpan.FromSeconds(1),
            },
        };
        await using TestNode node = await TestNode.StartAsync(settings);
        string request = await arrived.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("POST /v1/metrics HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("application/x-protobuf", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("prover.proofs", request, StringComparison.Ordinal);
        Assert.Contains("prover.build_info", request, StringComparison.Ordinal);
    }

    private static async Task<string> ReceiveAsync(TcpListener sink)
    {
        using TcpClient client = await sink.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        StringBuilder text = new();
        byte[] chunk = new byte[16 << 10];
        while (!text.ToString().Contains("prover.build_info", StringComparison.Ordinal))
        {
            int count = await stream.ReadAsync(chunk);
            if (count == 0)
            {
                break;
            }

            _ = text.Append(Encoding.Latin1.GetString(chunk, 0, count));
        }

        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        return text.ToString();
    }
}
