using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Prover.Host.Service.Http;

/// <summary>Writes server-sent events (WHATWG HTML, section 9.2).</summary>
internal sealed class EventStream(HttpContext http, CancellationToken cancel)
{
    /// <summary>Starts the answer.</summary>
    public Task BeginAsync()
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return WriteAsync("retry: 2000\n\n");
    }

    /// <summary>An event.</summary>
    /// <param name="name">Its kind.</param>
    /// <param name="json">Its data: one line.</param>
    /// <param name="id">Its number, by which a client goes on after it; null for one that is not repeated.</param>
    public Task SendAsync(string name, string json, long? id = null)
    {
        string number = id is long n ? string.Create(CultureInfo.InvariantCulture, $"id: {n}\n") : "";
        return WriteAsync($"{number}event: {name}\ndata: {json}\n\n");
    }

    /// <summary>A comment, which keeps the connection.</summary>
    public Task BeatAsync() => WriteAsync(": beat\n\n");

    private async Task WriteAsync(string text)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancel).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(cancel).ConfigureAwait(false);
    }
}
