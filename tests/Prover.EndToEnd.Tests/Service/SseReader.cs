namespace Prover.EndToEnd.Tests.Service;

/// <summary>An event as a client gets it.</summary>
/// <param name="Name">Its kind; empty for a comment.</param>
/// <param name="Data">Its data.</param>
/// <param name="Id">Its number; null if it has none.</param>
internal sealed record SseEvent(string Name, string Data, string? Id);

/// <summary>Reads server-sent events.</summary>
internal sealed class SseReader(StreamReader reader) : IDisposable
{
    /// <summary>Opens a stream.</summary>
    public static async Task<SseReader> OpenAsync(HttpClient http, string path, string? lastId = null)
    {
        HttpRequestMessage request = new(HttpMethod.Get, path);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        _ = answer.EnsureSuccessStatusCode();
        return new SseReader(new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event or comment; null at the end.</summary>
    public async Task<SseEvent?> NextAsync()
    {
        string name = "";
        string data = "";
        string? id = null;
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Length == 0 && (name + data).Length > 0)
            {
                return new SseEvent(name, data, id);
            }

            string[] parts = line.Split(": ", 2);
            (name, data, id) = parts[0] switch
            {
                "event" => (parts[1], data, id),
                "data" => (name, parts[1], id),
                "id" => (name, data, parts[1]),
                "" when parts.Length == 2 => (name, parts[1], id),
                _ => (name, data, id),
            };
        }

        return null;
    }

    /// <summary>All events until the end, without comments and progress.</summary>
    public async Task<List<SseEvent>> RestAsync()
    {
        List<SseEvent> events = [];
        while (await NextAsync() is { } one)
        {
            if (one.Id is not null)
            {
                events.Add(one);
            }
        }

        return events;
    }

    public void Dispose() => reader.Dispose();
}
