using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Prover.Host.Service.Api;

namespace Prover.Host.Service.Http;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    /// <summary>An answer in JSON.</summary>
    public static Task JsonAsync<T>(HttpContext http, int status, T value)
    {
        return WriteAsync(http, status, "application/json; charset=utf-8", value);
    }

    /// <summary>An answer that says no.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="code">A word for programs.</param>
    /// <param name="detail">One line: what was expected and found.</param>
    /// <param name="retryAfter">When to ask again; null if that is not known.</param>
    public static Task ProblemAsync(
        HttpContext http, int status, string? code, string? detail, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } wait)
        {
            double seconds = Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 86_400);
            http.Response.Headers.RetryAfter = seconds.ToString("0", CultureInfo.InvariantCulture);
        }

        string title = ReasonPhrases.GetReasonPhrase(status);
        return WriteAsync(http, status, "application/problem+json", new Problem(title, status, detail, code));
    }

    /// <summary>404.</summary>
    public static Task NotFoundAsync(HttpContext http, string what)
    {
        return ProblemAsync(http, StatusCodes.Status404NotFound, "notFound", what);
    }

    private static async Task WriteAsync<T>(HttpContext http, int status, string type, T value)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options);
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
        }
    }
}
