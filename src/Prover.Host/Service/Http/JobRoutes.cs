using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Prover.Host.Service.Api;
using Prover.Host.Service.Node;
using Prover.Pipeline;

namespace Prover.Host.Service.Http;

/// <summary><c>GET /v1/jobs</c> and <c>GET /v1/jobs/{chain}/{number}</c>.</summary>
internal static class JobRoutes
{
    private const int MostJobs = 1000;
    private const int MostEvents = 10_000;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder app, JobParts jobs)
    {
        _ = app.MapGet("/v1/jobs", http => ListAsync(http, jobs));
        _ = app.MapGet("/v1/jobs/{chain}/{number}", http => ShowAsync(http, jobs));
    }

    /// <summary>The job that a path names; answers the request with 404 and returns null if it names none.</summary>
    public static async Task<JobId?> IdAsync(HttpContext http)
    {
        if (JobId.TryParse($"{http.GetRouteValue("chain")}/{http.GetRouteValue("number")}", out JobId id))
        {
            return id;
        }

        await Answers.NotFoundAsync(http, "expected a job like 7/812").ConfigureAwait(false);
        return null;
    }

    private static async Task ListAsync(HttpContext http, JobParts jobs)
    {
        if (QueryOf(http.Request.Query) is not { } query)
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status400BadRequest, "malformed",
                "expected stage, state (both may repeat), after (a job), order (newest or oldest), limit (1 to 1000)")
                .ConfigureAwait(false);
            return;
        }

        IReadOnlyList<Job> found = await jobs.Store
            .ReadAsync(reader => reader.Select(query), http.RequestAborted).ConfigureAwait(false);
        string? next = found.Count < query.Limit ? null : NextOf(query, found[^1].Id);
        await Answers.JsonAsync(
            http, StatusCodes.Status200OK, new JobPage([.. found.Select(job => Reports.Of(job))], next))
            .ConfigureAwait(false);
    }

    private static JobQuery? QueryOf(IQueryCollection given)
    {
        List<JobStage>? stages = Choices<JobStage>(given["stage"]);
        List<JobState>? states = Choices<JobState>(given["state"]);
        string order = given["order"].FirstOrDefault() ?? "newest";
        string limit = given["limit"].FirstOrDefault() ?? "100";
        string? after = given["after"].FirstOrDefault();
        JobId id = default;
        bool good = stages is not null && states is not null
            && order is "newest" or "oldest"
            && int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && (after is null || JobId.TryParse(after, out id));
        int count = good ? int.Parse(limit, CultureInfo.InvariantCulture) : 0;
        return count is < 1 or > MostJobs ? null : new JobQuery
        {
            Stages = stages!,
            States = states!,
            After = after is null ? null : id,
            NewestFirst = order == "newest",
            Limit = count,
        };
    }

    private static List<T>? Choices<T>(IEnumerable<string?> names)
        where T : struct, Enum
    {
        List<T> choices = [];
        foreach (string? name in names)
        {
            // Numbers would be taken as well.
            if (!char.IsAsciiLetter(name.AsSpan().IsEmpty ? '0' : name![0]) || !Enum.TryParse(name, true, out T choice))
            {
                return null;
            }

            choices.Add(choice);
        }

        return choices;
    }

    private static string NextOf(JobQuery query, JobId last)
    {
        IEnumerable<string> parts = query.Stages.Select(stage => $"stage={Lower(stage)}")
            .Concat(query.States.Select(state => $"state={Lower(state)}"))
            .Append($"order={(query.NewestFirst ? "newest" : "oldest")}")
            .Append($"limit={query.Limit.ToString(CultureInfo.InvariantCulture)}")
            .Append($"after={last}");
        return "/v1/jobs?" + string.Join('&', parts);

        static string Lower(Enum value) => value.ToString().ToLowerInvariant();
    }

    private static async Task ShowAsync(HttpContext http, JobParts jobs)
    {
        if (await IdAsync(http).ConfigureAwait(false) is not { } id)
        {
            return;
        }

        JobDetail? detail = await jobs.Store
            .ReadAsync(reader => DetailOf(reader, id), http.RequestAborted).ConfigureAwait(false);
        await (detail is null
            ? Answers.NotFoundAsync(http, $"there is no job {id}")
            : Answers.JsonAsync(http, StatusCodes.Status200OK, detail)).ConfigureAwait(false);
    }

    private static JobDetail? DetailOf(IJobReader reader, JobId id)
    {
        if (reader.Find(id) is not { } job)
        {
            return null;
        }

        IReadOnlyList<JobEvent> events = reader.Events(0, id, MostEvents);
        ContentHash? bundle = events.Select(e => Reports.BundleIn(e.Detail)).LastOrDefault(found => found is not null);
        return new JobDetail(
            Reports.Of(job, bundle),
            job.Key,
            JobHistory.Of(job, events),
            [.. reader.L1TransactionsOf(id).Select(Reports.Of)],
            events.Count == 0 ? 0 : events[^1].Sequence);
    }
}
