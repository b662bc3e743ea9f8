using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Prover.Host.Service.Api;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Node;
using Prover.Pipeline;

namespace Prover.Host.Service.Http;

/// <summary><c>POST /v1/blocks</c>: where blocks come in.</summary>
internal static class BlockRoutes
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 200;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    // curl --data-binary names a form by default.
    private static readonly string[] Types =
    [
        "application/octet-stream", "application/msgpack", "application/x-msgpack", "application/vnd.msgpack",
        "application/x-www-form-urlencoded",
    ];

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder app, DoorContext door, JobParts jobs)
    {
        _ = app.MapPost("/v1/blocks", http => TakeAsync(http, door, jobs));
    }

    private static async Task TakeAsync(HttpContext http, DoorContext door, JobParts jobs)
    {
        if (!await door.Tokens.AllowsAsync(http, TokenKind.Door).ConfigureAwait(false))
        {
            return;
        }

        if (door.Control.Started is null)
        {
            // While the node drains the board answers: what it knows it still knows.
            await Answers.ProblemAsync(
                http, StatusCodes.Status503ServiceUnavailable, "notReady", "the node is starting", Soon)
                .ConfigureAwait(false);
            return;
        }

        if (await KeyAsync(http).ConfigureAwait(false) is not { } key
            || !await IsBinaryAsync(http).ConfigureAwait(false)
            || !await MayAsync(http, door).ConfigureAwait(false))
        {
            return;
        }

        await ReadAndAdmitAsync(http, door, jobs, key).ConfigureAwait(false);
    }

    private static async Task<string?> KeyAsync(HttpContext http)
    {
        StringValues given = http.Request.Headers[KeyHeader];
        string key = given.Count == 1 ? given.ToString() : "";
        if (key.Length is >= 1 and <= LongestKey && key.All(c => c is > ' ' and <= '~'))
        {
            return key;
        }

        await Answers.ProblemAsync(
            http, StatusCodes.Status400BadRequest, "key",
            $"expected one header {KeyHeader} of 1 to {LongestKey} printable ASCII characters, no spaces")
            .ConfigureAwait(false);
        return null;
    }

    private static async Task<bool> IsBinaryAsync(HttpContext http)
    {
        string type = (http.Request.ContentType ?? "").Split(';')[0].Trim();
        bool good = (type.Length == 0 || Types.Contains(type, StringComparer.OrdinalIgnoreCase))
            && http.Request.Headers.ContentEncoding.Count == 0;
        if (!good)
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status415UnsupportedMediaType, "mediaType",
                "expected application/octet-stream or application/msgpack without a Content-Encoding")
                .ConfigureAwait(false);
        }

        return good;
    }

    private static async Task<bool> MayAsync(HttpContext http, DoorContext door)
    {
        TimeSpan wait = door.Buckets.Take(ClientOf(http));
        if (wait > TimeSpan.Zero)
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status429TooManyRequests, "rate", "too many blocks from this client", wait)
                .ConfigureAwait(false);
        }

        return wait == TimeSpan.Zero;
    }

    private static async Task ReadAndAdmitAsync(HttpContext http, DoorContext door, JobParts jobs, string key)
    {
        if (!door.Bodies.TryEnter())
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status429TooManyRequests, "overloaded", "too many blocks at once", Soon)
                .ConfigureAwait(false);
            return;
        }

        try
        {
            long most = door.Settings.Limits.BlockSize.Bytes;
            byte[]? envelope = await Bodies.ReadAsync(http.Request, most).ConfigureAwait(false);
            if (envelope is null)
            {
                await Bodies.TooLargeAsync(http, most).ConfigureAwait(false);
                return;
            }

            Admission admission = await jobs.Door.AdmitAsync(key, envelope, http.RequestAborted).ConfigureAwait(false);
            string about = admission.Job?.ToString() ?? "(none)";
            door.Log.BlockCame(about, admission.Verdict.ToString(), envelope.Length, ClientOf(http));
            await AnswerAsync(http, admission).ConfigureAwait(false);
        }
        finally
        {
            door.Bodies.Leave();
        }
    }

    private static Task AnswerAsync(HttpContext http, Admission admission)
    {
        (int status, string code) = admission.Verdict switch
        {
            AdmissionVerdict.Accepted => (StatusCodes.Status202Accepted, ""),
            AdmissionVerdict.Same => (StatusCodes.Status200OK, ""),
            AdmissionVerdict.KeyTaken => (StatusCodes.Status409Conflict, "keyTaken"),
            AdmissionVerdict.NumberTaken => (StatusCodes.Status409Conflict, "numberTaken"),
            AdmissionVerdict.Malformed => (StatusCodes.Status400BadRequest, "malformed"),
            AdmissionVerdict.NotServed => (StatusCodes.Status422UnprocessableEntity, "notServed"),
            _ => (StatusCodes.Status429TooManyRequests, "overloaded"),
        };
        if (code.Length > 0)
        {
            TimeSpan? wait = status == StatusCodes.Status429TooManyRequests
                ? admission.RetryAfter ?? Soon : admission.RetryAfter;
            return Answers.ProblemAsync(http, status, code, admission.Reason, wait);
        }

        string job = admission.Job!.Value.ToString();
        http.Response.Headers.Location = $"/v1/jobs/{job}";
        return Answers.JsonAsync(
            http, status, new BlockTicket(job, admission.Envelope!.Value.ToString(), $"/v1/jobs/{job}"));
    }

    private static string ClientOf(HttpContext http)
    {
        return http.Connection.RemoteIpAddress?.ToString() ?? "?";
    }
}
