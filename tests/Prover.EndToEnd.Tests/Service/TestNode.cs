using System.Net.Http.Headers;
using System.Net.Http.Json;
using Prover.Host.Service;
using Prover.Host.Service.Api;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Prover.Testing;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>A node in this process: real doors and job board, a store in memory, no proofs.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private TestNode(ServiceHost host, JobBoard board, MemoryJobStore store, MemoryPayloadStore payloads)
    {
        Host = host;
        Board = board;
        Store = store;
        Payloads = payloads;
    }

    public ServiceHost Host { get; }

    public JobBoard Board { get; }

    public MemoryJobStore Store { get; }

    public MemoryPayloadStore Payloads { get; }

    /// <summary>The log so far.</summary>
    public required LogCatcher Lines { get; init; }

    public HttpClient Http { get; private set; } = new();

    public string Url { get; private set; } = "";

    /// <summary>Settings of a node that listens on a port of the system's choice.</summary>
    public static ServiceSettings Settings { get; } = new()
    {
        Prover = new ProverSettings { Circuits = ["test"], KeyFolder = "." },
        Http = new HttpSettings { Urls = ["http://127.0.0.1:0"], EventHeartbeat = TimeSpan.FromSeconds(0.2) },
        Log = new LogSettings(),
    };

    /// <summary>Starts a node; it is ready when this returns, unless its start-up is told to wait.</summary>
    /// <param name="settings">Settings; <see cref="Settings"/> if left out.</param>
    /// <param name="change">Changes the parts.</param>
    /// <param name="loops">Parts that run.</param>
    /// <param name="rules">Rules of the board.</param>
    /// <param name="wait">What start-up waits for; the node is returned before.</param>
    public static async Task<TestNode> StartAsync(
        ServiceSettings? settings = null,
        Func<NodeParts, NodeParts>? change = null,
        IReadOnlyList<NodeLoop>? loops = null,
        JobRules? rules = null,
        Task? wait = null)
    {
        MemoryJobStore store = new();
        MemoryPayloadStore payloads = new();
        JobBoard board = new(store, payloads, new TestGate(), rules ?? JobRules.Default, TimeProvider.System);
        NodeParts parts = new()
        {
            Jobs = new JobParts(store, payloads, board, board, board),
            StartAsync = async (control, cancel) =>
            {
                control.Step = "waiting for the test";
                await (wait ?? Task.CompletedTask).WaitAsync(cancel);
                return new StartedNode(
                    loops ?? [],
                    [new CircuitReport("test", TestGate.Circuit.ToString(), "0x00", true, 1234)],
                    "ready.");
            },
        };
        LogCatcher lines = new();
        ServiceHost host = ServiceHost.Build(settings ?? Settings, change is null ? parts : change(parts), lines.AddTo);
        TestNode node = new(host, board, store, payloads) { Lines = lines };
        Task started = host.StartAsync();
        if (wait is null)
        {
            await started;
        }

        await node.ConnectAsync();
        return node;
    }

    /// <summary>Hands in a block.</summary>
    public Task<HttpResponseMessage> PostAsync(string key, byte[] block, string? token = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/blocks") { Content = new ByteArrayContent(block) };
        request.Headers.Add("Idempotency-Key", key);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return Http.SendAsync(request);
    }

    /// <summary>Posts JSON.</summary>
    public Task<HttpResponseMessage> PostJsonAsync<T>(string path, T body)
    {
        return Http.PostAsJsonAsync(path, body, ApiJson.Options);
    }

    /// <summary>Reads an answer in JSON.</summary>
    public async Task<T> GetAsync<T>(string path)
    {
        return (await Http.GetFromJsonAsync<T>(path, ApiJson.Options))!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }

    private async Task ConnectAsync()
    {
        while (Host.Urls.Count == 0 || Host.Urls.First().EndsWith(":0", StringComparison.Ordinal))
        {
            await Task.Delay(10);
        }

        Url = Host.Urls.First();
        Http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(60) };
    }
}
