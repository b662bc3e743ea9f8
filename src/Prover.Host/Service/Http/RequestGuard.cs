using System.Net;
using Microsoft.AspNetCore.Http;
using Prover.Host.Service.Logs;
using Prover.Pipeline;

namespace Prover.Host.Service.Http;

/// <summary>Around every request: who may come at all, and an answer whatever goes wrong.</summary>
internal static class RequestGuard
{
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(10);

    /// <summary>Runs a request. Nothing thrown leaves it, and nothing thrown is told to the client.</summary>
    public static async Task RunAsync(DoorContext door, HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            if (Refusal(door, http.Request) is { } refused)
            {
                await Answers.ProblemAsync(http, StatusCodes.Status403Forbidden, "origin", refused)
                    .ConfigureAwait(false);
                return;
            }

            await next(http).ConfigureAwait(false);
            await ExplainAsync(http).ConfigureAwait(false);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (BadHttpRequestException bad)
        {
            string code = bad.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => "tooLarge",
                StatusCodes.Status408RequestTimeout => "slow",
                _ => "malformed",
            };
            await SayAsync(http, bad.StatusCode, code, null).ConfigureAwait(false);
        }
        catch (JobStoreException failure)
        {
            door.Log.RequestFailed(http.Request.Method, SafePath(http.Request), OneLine.Of(failure));
            await SayAsync(http, StatusCodes.Status503ServiceUnavailable, "store", StoreRetry).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            door.Log.RequestFailed(http.Request.Method, SafePath(http.Request), OneLine.Of(failure));
            await SayAsync(http, StatusCodes.Status500InternalServerError, "internal", null).ConfigureAwait(false);
        }
        finally
        {
            door.Log.Request(http.Request.Method, SafePath(http.Request), http.Response.StatusCode);
        }
    }

    /// <summary>
    /// Why a request must not be served: a page of another origin sends it, or the name in <c>Host</c> is not one of a
    /// node that only listens on loopback (a hostile page whose name was made to lead to this machine).
    /// </summary>
    private static string? Refusal(DoorContext door, HttpRequest request)
    {
        string host = request.Host.Host;
        bool local = host.Length == 0 || host == "localhost"
            || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
        if (door.Tokens.IsLoopbackOnly && !local)
        {
            return "expected a loopback address in Host";
        }

        string origin = request.Headers.Origin.ToString();
        bool reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return reads || origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}"
            ? null : "expected no request from another origin";
    }

    /// <summary>Gives answers of the routing (404, 405) a body.</summary>
    private static async Task ExplainAsync(HttpContext http)
    {
        int status = http.Response.StatusCode;
        if (status >= 400 && !http.Response.HasStarted && http.Response.ContentType is null)
        {
            string? allowed = status == StatusCodes.Status405MethodNotAllowed
                ? $"expected {http.Response.Headers.Allow}" : null;
            await Answers.ProblemAsync(http, status, null, allowed).ConfigureAwait(false);
        }
    }

    private static async Task SayAsync(HttpContext http, int status, string code, TimeSpan? retry)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.Clear();
            await Answers.ProblemAsync(http, status, code, null, retry).ConfigureAwait(false);
        }
        else
        {
            http.Abort();
        }
    }

    private static string SafePath(HttpRequest request)
    {
        string path = OneLine.Of(request.Path.Value ?? "");
        return path.Length <= 100 ? path : path[..100] + "…";
    }
}
