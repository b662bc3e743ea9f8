using System.Text;

namespace Prover.Client;

/// <summary>Reads a stream of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html,
/// section 9.2.6.</summary>
internal sealed class ServerSentEvents(Stream stream)
{
    private const int MaximumLine = 64 << 10;

    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The next event; null at the end of the stream. An event that is cut off at the end is
    /// dropped.</summary>
    /// <exception cref="InvalidDataException">A line or an event is longer than 64 KiB.</exception>
    public async Task<ServerSentEvent?> ReadAsync(CancellationToken cancel)
    {
        string? id = null;
        string kind = "message";
        StringBuilder? data = null;
        while (await LineAsync(cancel).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0)
            {
                if (data is not null)
                {
                    return new ServerSentEvent(id, kind, data.ToString());
                }

                (id, kind) = (null, "message");
                continue;
            }

            (string field, string value) = Split(line);
            switch (field)
            {
                case "id":
                    id = value;
                    break;
                case "event":
                    kind = value;
                    break;
                case "data":
                    data = data is null ? new StringBuilder(value) : data.Append('\n').Append(value);
                    Require(data.Length <= MaximumLine);
                    break;
                default:
                    // A comment, or a field that says nothing to us.
                    break;
            }
        }

        return null;
    }

    private static (string Field, string Value) Split(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return (line, string.Empty);
        }

        int value = colon + 1 < line.Length && line[colon + 1] == ' ' ? colon + 2 : colon + 1;
        return (line[..colon], line[value..]);
    }

    /// <summary>The next line without its end (LF or CR LF); null at the end.</summary>
    private async Task<string?> LineAsync(CancellationToken cancel)
    {
        using var line = new MemoryStream();
        while (true)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = await stream.ReadAsync(_buffer, cancel).ConfigureAwait(false);
                if (_end == 0)
                {
                    return null;
                }
            }

            int end = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            int stop = end < 0 ? _end : end;
            line.Write(_buffer, _start, stop - _start);
            Require(line.Length <= MaximumLine);
            _start = end < 0 ? _end : end + 1;
            if (end >= 0)
            {
                return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r');
            }
        }
    }

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw new InvalidDataException("a line or an event is longer than 64 KiB");
        }
    }
}
