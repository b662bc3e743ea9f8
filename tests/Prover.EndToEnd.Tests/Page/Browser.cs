using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prover.EndToEnd.Tests.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Page;

/// <summary>A headless Chromium with one page, driven by its own debugging protocol.</summary>
/// <remarks>
/// Protocol: https://chromedevtools.github.io/devtools-protocol/. It resolves no name but the loopback address, so that
/// nothing that a page asks for leaves this machine.
/// </remarks>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder profile = new();
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource end = new(TimeSpan.FromMinutes(5));
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> asked = new();
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly TaskCompletionSource<string> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Process process;
    private Task reading = Task.CompletedTask;
    private string? session;
    private int last;

    private Browser(string program)
    {
        string[] options =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-default-apps", "--disable-extensions", "--mute-audio", "--hide-scrollbars",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", "about:blank",
        ];
        ProcessStartInfo info = new(program, options) { RedirectStandardError = true, RedirectStandardOutput = true };
        process = Process.Start(info)!;
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>Errors of scripts, violations of the page's policy, requests that failed; in order.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>Starts it with an empty page.</summary>
    public static async Task<Browser> StartAsync(string program)
    {
        Browser browser = new(program);
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the window as large as this, as a phone's if told so.</summary>
    public Task ResizeAsync(int width, int height, bool phone = false)
    {
        return AskAsync("Emulation.setDeviceMetricsOverride", new JsonObject
        {
            ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = phone,
        });
    }

    /// <summary>Goes to an address.</summary>
    public Task GoAsync(string address) => AskAsync("Page.navigate", new JsonObject { ["url"] = address });

    /// <summary>The value of a JavaScript expression in the page, as text.</summary>
    public async Task<string> ValueAsync(string expression)
    {
        JsonNode answer = await AskAsync("Runtime.evaluate", new JsonObject
        {
            ["expression"] = $"String({expression})", ["returnByValue"] = true,
        });
        Assert.Null(answer["exceptionDetails"]);
        return answer["result"]!["value"]!.GetValue<string>();
    }

    /// <summary>Waits until a JavaScript expression is true in the page.</summary>
    public async Task UntilAsync(string expression)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (await ValueAsync($"(() => {{ try {{ return {expression}; }} catch {{ return false; }} }})()") != "true")
        {
            string text = watch.Elapsed < Limit ? "" : await ValueAsync("document.body.innerText");
            Assert.True(watch.Elapsed < Limit, $"Not true within a minute: {expression}\n{text}");
            await Task.Delay(50);
        }
    }

    /// <summary>The whole page as a PNG file.</summary>
    public async Task ShootAsync(string file)
    {
        JsonNode answer = await AskAsync(
            "Page.captureScreenshot", new JsonObject { ["captureBeyondViewport"] = true, ["format"] = "png" });
        await File.WriteAllBytesAsync(file, Convert.FromBase64String(answer["data"]!.GetValue<string>()));
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Dispose();
        socket.Dispose();
        turn.Dispose();
        end.Dispose();
        profile.Dispose();
    }

    /// <summary>It says on stderr where it listens; null is its end.</summary>
    private void Hear(string? line)
    {
        const string Sign = "DevTools listening on ";
        if (line is null)
        {
            _ = listening.TrySetException(new InvalidOperationException("The browser ended by itself."));
        }
        else if (line.StartsWith(Sign, StringComparison.Ordinal))
        {
            _ = listening.TrySetResult(line[Sign.Length..]);
        }
    }

    private async Task ConnectAsync()
    {
        string address = await listening.Task.WaitAsync(Limit, end.Token);
        await socket.ConnectAsync(new Uri(address), end.Token);
        reading = Task.Run(ReadAsync);
        JsonNode target = await AskAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        JsonNode attached = await AskAsync("Target.attachToTarget", new JsonObject
        {
            ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true,
        });
        session = attached["sessionId"]!.GetValue<string>();
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Audits"])
        {
            _ = await AskAsync($"{domain}.enable", []);
        }
    }

    private async Task<JsonNode> AskAsync(string method, JsonObject parameters)
    {
        int id = Interlocked.Increment(ref last);
        TaskCompletionSource<JsonNode> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        asked[id] = answer;
        JsonObject message = new() { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await turn.WaitAsync(end.Token);
        try
        {
            byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(message);
            await socket.SendAsync(bytes, WebSocketMessageType.Text, true, end.Token);
        }
        finally
        {
            _ = turn.Release();
        }

        return await answer.Task.WaitAsync(Limit, end.Token);
    }

    private async Task ReadAsync()
    {
        byte[] chunk = new byte[1 << 16];
        using MemoryStream whole = new();
        while (!end.IsCancellationRequested)
        {
            whole.SetLength(0);
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(chunk, end.Token);
                whole.Write(chunk, 0, part.Count);
            }
            while (!part.EndOfMessage);

            Take(JsonNode.Parse(whole.ToArray())!);
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"]?.GetValue<int>() is { } id && asked.TryRemove(id, out TaskCompletionSource<JsonNode>? answer))
        {
            _ = message["error"] is { } error
                ? answer.TrySetException(new InvalidOperationException(error.ToJsonString()))
                : answer.TrySetResult(message["result"]!);
            return;
        }

        string method = message["method"]?.GetValue<string>() ?? "";
        bool bad = method switch
        {
            "Runtime.exceptionThrown" or "Audits.issueAdded" => true,
            "Runtime.consoleAPICalled" => message["params"]!["type"]!.GetValue<string>() is "error" or "warning",
            "Log.entryAdded" => message["params"]!["entry"]!["level"]!.GetValue<string>() is "error" or "warning",
            _ => false,
        };
        if (bad)
        {
            complaints.Enqueue(message.ToJsonString());
        }
    }
}
