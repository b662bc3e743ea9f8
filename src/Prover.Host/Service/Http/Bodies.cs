using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Prover.Host.Service.Api;

namespace Prover.Host.Service.Http;

/// <summary>Reads bodies as they come, up to a limit.</summary>
internal static class Bodies
{
    private const int MostJson = 64 << 10;

    /// <summary>The whole body; null if it is longer than the limit, which is noticed as early as it can be.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, long most)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        ArrayBufferWriter<byte> body = new((int)Math.Clamp(request.ContentLength ?? 0, 4096, 1 << 20));
        while (true)
        {
            ReadResult read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted)
                .ConfigureAwait(false);
            if (body.WrittenCount + read.Buffer.Length > most)
            {
                return null;
            }

            foreach (ReadOnlyMemory<byte> piece in read.Buffer)
            {
                body.Write(piece.Span);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return body.WrittenSpan.ToArray();
            }
        }
    }

    /// <summary>A body in JSON, or the default where there is none; answers the request and returns null if it is
    /// something else.</summary>
    public static async Task<T?> JsonAsync<T>(HttpContext http, T? fallback)
        where T : class
    {
        byte[]? body = await ReadAsync(http.Request, MostJson).ConfigureAwait(false);
        if (body is null)
        {
            await TooLargeAsync(http, MostJson).ConfigureAwait(false);
            return null;
        }

        if (body.Length == 0 && fallback is not null)
        {
            return fallback;
        }

        if (!IsJson(http.Request.ContentType))
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status415UnsupportedMediaType, "mediaType", "expected application/json")
                .ConfigureAwait(false);
            return null;
        }

        return await ParseAsync<T>(http, body).ConfigureAwait(false);
    }

    /// <summary>413.</summary>
    public static Task TooLargeAsync(HttpContext http, long most)
    {
        // The rest of the body is not wanted: the connection ends with the answer.
        http.Response.Headers.Connection = "close";
        return Answers.ProblemAsync(
            http, StatusCodes.Status413PayloadTooLarge, "tooLarge", $"expected at most {most} bytes");
    }

    private static async Task<T?> ParseAsync<T>(HttpContext http, byte[] body)
        where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize<T>(body, ApiJson.Options) is { } value)
            {
                return value;
            }
        }
        catch (JsonException)
        {
            // Answered below; the message would repeat the body.
        }

        await Answers.ProblemAsync(
            http, StatusCodes.Status400BadRequest, "malformed", "expected a JSON object as the README describes it")
            .ConfigureAwait(false);
        return null;
    }

    private static bool IsJson(string? type)
    {
        string plain = (type ?? "").Split(';')[0].Trim();
        return plain.Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }
}
