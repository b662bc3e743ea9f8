using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Prover.Host.Service.Api;
using Prover.Host.Service.Node;
using Prover.Pipeline;

namespace Prover.Host.Service.Http;

/// <summary>Event streams: of a job, and of the node for its page.</summary>
internal sealed class EventRoutes(DoorContext door, JobParts jobs, CancellationToken stopping)
{
    private const int AtOnce = 500;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NodeBeat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NodePause = TimeSpan.FromMilliseconds(500);

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        _ = app.MapGet("/v1/jobs/{chain}/{number}/events", FollowJobAsync);
        _ = app.MapGet("/v1/node/events", FollowNodeAsync);
    }

    private static bool IsOver(Job job) => job.State is JobState.Done or JobState.Dead or JobState.Dropped;

    private async Task FollowJobAsync(HttpContext http)
    {
        if (await JobRoutes.IdAsync(http).ConfigureAwait(false) is not { } id)
        {
            return;
        }

        string last = http.Request.Headers["Last-Event-ID"].ToString();
        long after = 0;
        if (last.Length > 0 && !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status400BadRequest, "malformed", "expected a number in Last-Event-ID")
                .ConfigureAwait(false);
            return;
        }

        await StreamAsync(http, cancel => FollowJobAsync(http, id, after, cancel)).ConfigureAwait(false);
    }

    private async Task StreamAsync(HttpContext http, Func<CancellationToken, Task> body)
    {
        if (!door.Streams.TryEnter())
        {
            await Answers.ProblemAsync(
                http, StatusCodes.Status429TooManyRequests, "overloaded", "too many event streams", Soon)
                .ConfigureAwait(false);
            return;
        }

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await body(cancel.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The client or the node has left; the client goes on where it was with Last-Event-ID.
        }
        finally
        {
            door.Streams.Leave();
        }
    }

    private async Task FollowJobAsync(HttpContext http, JobId id, long after, CancellationToken cancel)
    {
        FeedWaker waker = new(jobs.Feed, id);
        await using (waker.ConfigureAwait(false))
        {
            EventStream? stream = null;
            while (true)
            {
                (Job? job, IReadOnlyList<JobEvent> events) = await jobs.Store.ReadAsync(
                    reader => (reader.Find(id), reader.Events(after, id, AtOnce)), cancel).ConfigureAwait(false);
                if (stream is null && !await MayBeginAsync(http, id, job, events.Count).ConfigureAwait(false))
                {
                    return;
                }

                stream ??= await BegunAsync(http, cancel).ConfigureAwait(false);
                foreach (JobEvent happened in events)
                {
                    await SendAsync(stream, happened).ConfigureAwait(false);
                    after = happened.Sequence;
                }

                if (events.Count == AtOnce)
                {
                    continue;
                }

                if (job is null || IsOver(job))
                {
                    return;
                }

                await WaitAsync(stream, waker, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>404 for a job that is not there; 204, which tells a browser not to come again, for one that is over
    /// and has nothing to tell.</summary>
    private static async Task<bool> MayBeginAsync(HttpContext http, JobId id, Job? job, int events)
    {
        if (job is null)
        {
            await Answers.NotFoundAsync(http, $"there is no job {id}").ConfigureAwait(false);
            return false;
        }

        bool nothing = events == 0 && IsOver(job);
        http.Response.StatusCode = nothing ? StatusCodes.Status204NoContent : StatusCodes.Status200OK;
        return !nothing;
    }

    private static async Task<EventStream> BegunAsync(HttpContext http, CancellationToken cancel)
    {
        EventStream stream = new(http, cancel);
        await stream.BeginAsync().ConfigureAwait(false);
        return stream;
    }

    private static Task SendAsync(EventStream stream, JobEvent happened)
    {
        string name = JsonNamingPolicy.CamelCase.ConvertName(happened.Kind.ToString());
        return stream.SendAsync(name, ApiJson.Of(Reports.Of(happened)), happened.Sequence);
    }

    private async Task WaitAsync(EventStream stream, FeedWaker waker, CancellationToken cancel)
    {
        bool news = await waker.WaitAsync(door.Settings.Http.EventHeartbeat, cancel).ConfigureAwait(false);
        if (waker.TakeProgress() is { Progress: { } progress } told)
        {
            string json = ApiJson.Of(new ProgressReport(told.Job.ToString(), progress.Stage, progress.Fraction));
            await stream.SendAsync("progress", json).ConfigureAwait(false);
        }
        else if (!news)
        {
            await stream.BeatAsync().ConfigureAwait(false);
        }
    }

    private Task FollowNodeAsync(HttpContext http)
    {
        return StreamAsync(http, async cancel =>
        {
            FeedWaker waker = new(jobs.Feed, null);
            await using (waker.ConfigureAwait(false))
            {
                EventStream stream = await BegunAsync(http, cancel).ConfigureAwait(false);
                while (true)
                {
                    NodeSnapshot look = await door.Watch.LookAsync(cancel).ConfigureAwait(false);
                    await stream.SendAsync("node", ApiJson.Of(door.Watch.View(look))).ConfigureAwait(false);
                    await Task.Delay(NodePause, cancel).ConfigureAwait(false);
                    _ = await waker.WaitAsync(NodeBeat, cancel).ConfigureAwait(false);
                }
            }
        });
    }
}
