using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Prover.Queue.Tests;

/// <summary>An HTTP door that answers what it is told to, one answer for each request.</summary>
internal sealed class TestHttpDoor : IDisposable
{
    private readonly HttpListener _listener;
    private readonly ConcurrentQueue<Action<HttpListenerContext>> _answers = new();

    public TestHttpDoor()
    {
        (_listener, Address) = Listen();
        _ = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>HttpListener takes no port 0, and one that could not start is of no use any more.</summary>
    private static (HttpListener Listener, Uri Address) Listen()
    {
        for (int tries = 0; ; tries++)
        {
            var address = new Uri($"http://127.0.0.1:{Random.Shared.Next(20_000, 60_000)}/");
            var listener = new HttpListener();
            listener.Prefixes.Add(address.ToString());
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (tries < 20)
            {
                listener.Close();
            }
        }
    }

    /// <summary>What was asked: method, path, key, token, Last-Event-ID.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The body of the last request.</summary>
    public byte[] Body { get; private set; } = [];

    /// <summary>The next answer.</summary>
    public void Answer(int status, string body, string type = "application/json", string? retryAfter = null) =>
        _answers.Enqueue(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            if (retryAfter is not null)
            {
                context.Response.AddHeader("Retry-After", retryAfter);
            }

            context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
        });

    /// <summary>The next answer is cut off after some bytes.</summary>
    public void Cut(string body) => _answers.Enqueue(context =>
    {
        context.Response.SendChunked = true;
        context.Response.ContentType = "text/event-stream";
        context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(body));
        context.Response.OutputStream.Flush();
        context.Response.Abort();
    });

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Body = body.ToArray();
            string Header(string name) => context.Request.Headers[name] ?? "-";
            Requests.Enqueue(
                $"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath} {Header("Idempotency-Key")} "
                + $"{Header("Authorization")} {Header("Last-Event-ID")}");
            if (_answers.TryDequeue(out Action<HttpListenerContext>? answer))
            {
                answer(context);
            }
            else
            {
                context.Response.StatusCode = 404;
                context.Response.Close();
            }
        }
    }
}
