using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Prover.Host.Service.Api;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Node;
using Prover.Pipeline;

namespace Prover.Host.Service.Http;

/// <summary><c>/v1/admin</c>: what an operator may do. Each verb answers with one line.</summary>
internal sealed class AdminRoutes(DoorContext door, JobParts jobs)
{
    private const string Nobody = "admin";

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        const string job = "/v1/admin/jobs/{chain}/{number}/";
        Guarded(app.MapPost, job + "requeue", RequeueAsync);
        Guarded(app.MapPost, job + "retry", http => VerbAsync(http, "retry", jobs.Admin.RetryAsync));
        Guarded(app.MapPost, job + "drop", http => VerbAsync(http, "drop", jobs.Admin.DropAsync));
        Guarded(app.MapPost, "/v1/admin/devices/release", ReleaseAsync);
        Guarded(app.MapPost, "/v1/admin/drain", DrainAsync);
        Guarded(app.MapPost, "/v1/admin/l1/resolve", ResolveAsync);
        Guarded(app.MapPost, "/v1/admin/l1/reopen", ReopenAsync);
        Guarded(app.MapGet, "/v1/admin/l1", ShowL1Async);
        Guarded(app.MapGet, "/v1/admin/dead", ListDeadAsync);
        Guarded(app.MapGet, "/v1/admin/bundles/{hash}", http => PayloadRoutes.SendAsync(http, jobs));
    }

    private void Guarded(
        Func<string, RequestDelegate, IEndpointConventionBuilder> map, string path, RequestDelegate handler)
    {
        _ = map(path, async http =>
        {
            if (await door.Tokens.AllowsAsync(http, TokenKind.Admin).ConfigureAwait(false))
            {
                await handler(http).ConfigureAwait(false);
            }
        });
    }

    private async Task RequeueAsync(HttpContext http)
    {
        if (await JobRoutes.IdAsync(http).ConfigureAwait(false) is not { } id
            || await Bodies.JsonAsync<RequeueRequest>(http, null).ConfigureAwait(false) is not { } asked)
        {
            return;
        }

        if (asked.From == JobStage.Final)
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status400BadRequest, "malformed", "expected from: witness, prove, verify or submit")
                .ConfigureAwait(false);
            return;
        }

        string by = ByOf(asked.By);
        await RunAsync(
            http, "requeue", id, by, cancel => jobs.Admin.RequeueAsync(id, asked.From, by, cancel))
            .ConfigureAwait(false);
    }

    private async Task VerbAsync(
        HttpContext http, string verb, Func<JobId, string, CancellationToken, Task<string?>> act)
    {
        if (await JobRoutes.IdAsync(http).ConfigureAwait(false) is not { } id
            || await Bodies.JsonAsync(http, new AdminRequest()).ConfigureAwait(false) is not { } asked)
        {
            return;
        }

        string by = ByOf(asked.By);
        await RunAsync(http, verb, id, by, cancel => act(id, by, cancel)).ConfigureAwait(false);
    }

    private async Task RunAsync(
        HttpContext http, string verb, JobId id, string by, Func<CancellationToken, Task<string?>> act)
    {
        Job? job = await jobs.Store.ReadAsync(reader => reader.Find(id), http.RequestAborted).ConfigureAwait(false);
        if (job is null)
        {
            await Answers.NotFoundAsync(http, $"there is no job {id}").ConfigureAwait(false);
            return;
        }

        await AnswerAsync(http, verb, id.ToString(), by, await act(http.RequestAborted).ConfigureAwait(false))
            .ConfigureAwait(false);
    }

    private Task AnswerAsync(HttpContext http, string verb, string what, string by, string? refusal)
    {
        door.Log.AdminDid(verb, OneLine.Of(what), by, refusal ?? "done");
        return refusal is null
            ? Answers.JsonAsync(http, StatusCodes.Status200OK, new AdminAnswer($"{verb} {what}"))
            : Answers.ProblemAsync(http, StatusCodes.Status409Conflict, "refused", refusal);
    }

    private async Task ReleaseAsync(HttpContext http)
    {
        if (await Bodies.JsonAsync<ReleaseRequest>(http, null).ConfigureAwait(false) is not { } asked)
        {
            return;
        }

        string device = asked.Device ?? "";
        if (device.Length is 0 or > 300)
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status400BadRequest, "malformed", "expected device: worker/device")
                .ConfigureAwait(false);
            return;
        }

        string by = ByOf(asked.By);
        string? refusal = await jobs.Admin.ReleaseAsync(device, by, http.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(http, "release", OneLine.Of(device), by, refusal).ConfigureAwait(false);
    }

    private async Task DrainAsync(HttpContext http)
    {
        if (await Bodies.JsonAsync(http, new AdminRequest()).ConfigureAwait(false) is not { } asked)
        {
            return;
        }

        NodeSnapshot look = await door.Watch.LookAsync(http.RequestAborted).ConfigureAwait(false);
        int running = look.Living.Count(job => job.Lease is not null);
        await Answers.JsonAsync(http, StatusCodes.Status202Accepted, new DrainAnswer(true, running))
            .ConfigureAwait(false);
        await http.Response.CompleteAsync().ConfigureAwait(false);
        door.Control.Drain(ByOf(asked.By));
    }

    private async Task ShowL1Async(HttpContext http)
    {
        NodeSnapshot look = await door.Watch.LookAsync(http.RequestAborted).ConfigureAwait(false);
        await (door.Parts.L1 is { } desk
            ? Answers.JsonAsync(http, StatusCodes.Status200OK, desk.Report(look.Transactions))
            : Answers.NotFoundAsync(http, "this node sends nothing to L1")).ConfigureAwait(false);
    }

    private async Task ResolveAsync(HttpContext http)
    {
        if (await Bodies.JsonAsync<ResolveRequest>(http, null).ConfigureAwait(false) is not { } asked)
        {
            return;
        }

        if (door.Parts.L1 is not { } desk)
        {
            await Answers.NotFoundAsync(http, "this node sends nothing to L1").ConfigureAwait(false);
            return;
        }

        if (asked.Nonce is not { } nonce || asked.MaxFeeGwei is not { } fee || fee is not (> 0 and <= 1_000_000))
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status400BadRequest, "malformed", "expected nonce and maxFeeGwei (up to 1000000)")
                .ConfigureAwait(false);
            return;
        }

        string by = ByOf(asked.By);
        string? refusal = await desk.ResolveAsync(nonce, fee, by, http.RequestAborted)
            .ConfigureAwait(false);
        await AnswerAsync(http, "resolve", $"nonce {nonce}", by, refusal).ConfigureAwait(false);
    }

    private async Task ReopenAsync(HttpContext http)
    {
        if (await Bodies.JsonAsync<ReopenRequest>(http, null).ConfigureAwait(false) is not { } asked)
        {
            return;
        }

        if (door.Parts.L1 is not { } desk)
        {
            await Answers.NotFoundAsync(http, "this node sends nothing to L1").ConfigureAwait(false);
            return;
        }

        if (asked.FromNonce is not { } nonce)
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status400BadRequest, "malformed", "expected fromNonce").ConfigureAwait(false);
            return;
        }

        string? refusal = await desk.ReopenAsync(nonce, http.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(http, "reopen", $"nonce {nonce}", ByOf(asked.By), refusal).ConfigureAwait(false);
    }

    private async Task ListDeadAsync(HttpContext http)
    {
        JobPage page = await jobs.Store.ReadAsync(ReadDead, http.RequestAborted).ConfigureAwait(false);
        await Answers.JsonAsync(http, StatusCodes.Status200OK, page).ConfigureAwait(false);
    }

    private static JobPage ReadDead(IJobReader reader)
    {
        JobQuery query = new() { States = [JobState.Dead, JobState.Held], Limit = 1000 };
        return new JobPage(
            [.. reader.Select(query).Select(job => Reports.Of(job, Reports.BundleOf(reader, job.Id)))], null);
    }

    /// <summary>Who asks, fit for a history: printable ASCII, at most 60 characters.</summary>
    private static string ByOf(string? by)
    {
        string clean = string.Concat((by ?? "").Where(c => c is >= ' ' and <= '~').Take(60)).Trim();
        return clean.Length == 0 ? Nobody : clean;
    }
}
