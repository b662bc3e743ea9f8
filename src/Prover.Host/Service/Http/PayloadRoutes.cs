using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Prover.Host.Service.Node;
using Prover.Pipeline;

namespace Prover.Host.Service.Http;

/// <summary><c>GET /v1/payloads/{sha256}</c>: blocks for workers elsewhere.</summary>
internal static class PayloadRoutes
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder app, DoorContext door, JobParts jobs)
    {
        _ = app.MapGet("/v1/payloads/{hash}", async http =>
        {
            if (await door.Tokens.AllowsAsync(http, TokenKind.Worker).ConfigureAwait(false))
            {
                await SendAsync(http, jobs).ConfigureAwait(false);
            }
        });
    }

    /// <summary>Sends the payload that the route value <c>hash</c> names.</summary>
    public static async Task SendAsync(HttpContext http, JobParts jobs)
    {
        byte[]? bytes = ContentHash.TryParse(http.GetRouteValue("hash") as string, out ContentHash hash)
            ? await jobs.Payloads.GetAsync(hash, http.RequestAborted).ConfigureAwait(false)
            : null;
        if (bytes is null)
        {
            await Answers.NotFoundAsync(http, "there is no payload by this hash (64 hexadecimal digits)")
                .ConfigureAwait(false);
            return;
        }

        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted).ConfigureAwait(false);
    }
}
