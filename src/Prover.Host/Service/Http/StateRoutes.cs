using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Prover.Host.Service.Api;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Metrics;
using Prover.Host.Service.Node;
using Prover.Pipeline;

namespace Prover.Host.Service.Http;

/// <summary><c>/v1/node</c>, <c>/health/…</c> and <c>/metrics</c>: how the node does.</summary>
internal static class StateRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder app, DoorContext door)
    {
        _ = app.MapGet("/v1/node", http => NodeAsync(http, door));
        _ = app.MapGet("/health/live", http => LiveAsync(http, door));
        _ = app.MapGet("/health/ready", http => ReadyAsync(http, door));
        _ = app.MapGet("/metrics", http => MetricsAsync(http, door));
    }

    private static async Task NodeAsync(HttpContext http, DoorContext door)
    {
        NodeSnapshot look = await door.Watch.LookAsync(http.RequestAborted).ConfigureAwait(false);
        await Answers.JsonAsync(http, StatusCodes.Status200OK, door.Watch.Report(look)).ConfigureAwait(false);
    }

    /// <summary>The process answers: that is all that being alive means.</summary>
    private static Task LiveAsync(HttpContext http, DoorContext door)
    {
        NodeActivity activity = door.Watch.ActivityOf(door.Watch.Last ?? NodeSnapshot.Empty(default)).Activity;
        return Answers.JsonAsync(http, StatusCodes.Status200OK, new HealthReport("ok", activity, []));
    }

    /// <summary>Ready: started, not draining, the store answers, every part runs. A stuck stage is a reason to look,
    /// not to send clients elsewhere.</summary>
    private static async Task ReadyAsync(HttpContext http, DoorContext door)
    {
        List<string> reasons = [];
        NodeSnapshot look = door.Watch.Last ?? NodeSnapshot.Empty(door.Parts.Clock.GetUtcNow());
        try
        {
            look = await door.Watch.LookAsync(http.RequestAborted).ConfigureAwait(false);
        }
        catch (JobStoreException failure)
        {
            reasons.Add("the store: " + OneLine.Of(failure.Message));
        }

        (NodeActivity activity, IReadOnlyList<string> why) = door.Watch.ActivityOf(look);
        reasons.AddRange(activity is NodeActivity.Starting or NodeActivity.Draining ? why : []);
        reasons.AddRange(door.Watch.BrokenLoops());
        bool ready = reasons.Count == 0;
        await Answers.JsonAsync(
            http,
            ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new HealthReport(ready ? "ok" : "unavailable", activity, reasons)).ConfigureAwait(false);
    }

    private static async Task MetricsAsync(HttpContext http, DoorContext door)
    {
        _ = await door.Watch.LookAsync(http.RequestAborted).ConfigureAwait(false);
        http.Response.ContentType = PrometheusText.ContentType;
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(door.Text.Write()), http.RequestAborted)
            .ConfigureAwait(false);
    }
}
