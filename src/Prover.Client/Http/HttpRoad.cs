using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Prover.Wire;

namespace Prover.Client;

/// <summary>To the node's HTTP door: <c>POST /v1/blocks</c> and server-sent events.</summary>
internal sealed class HttpRoad : IBlockRoad
{
    private readonly HttpClient _http;
    private readonly BlockPublisherOptions _options;

    public HttpRoad(BlockPublisherOptions options)
    {
        _options = options;
        string root = options.Door.AbsoluteUri;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = options.ConnectTimeout };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(root.EndsWith('/') ? root : root + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (options.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <inheritdoc/>
    public async Task<BlockAnswer> SendAsync(string key, ReadOnlyMemory<byte> envelope, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(_options.AnswerTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/blocks", UriKind.Relative));
            request.Headers.Add("Idempotency-Key", key);
            request.Content = new ReadOnlyMemoryContent(envelope);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/msgpack");
            using HttpResponseMessage response = await _http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            return await HttpAnswer.ReadAsync(response, _options.Clock, limit.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (IsLost(problem, cancel))
        {
            throw new RoadLostException(problem.Message, problem);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JobUpdate> FollowAsync(
        JobName job, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        using HttpResponseMessage response = await OpenAsync(job, after, cancel).ConfigureAwait(false);
        Stream body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var events = new ServerSentEvents(body);
            while (true)
            {
                JobUpdate? update;
                try
                {
                    ServerSentEvent? happened = await events.ReadAsync(cancel).ConfigureAwait(false);
                    if (happened is null)
                    {
                        yield break;
                    }

                    update = HttpUpdate.Read(job, happened);
                }
                catch (Exception problem) when (IsLost(problem, cancel))
                {
                    throw new RoadLostException(problem.Message, problem);
                }

                if (update is not null)
                {
                    yield return update;
                }
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HttpResponseMessage> OpenAsync(JobName job, long after, CancellationToken cancel)
    {
        HttpResponseMessage? response = null;
        try
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get, new Uri($"v1/jobs/{job}/events", UriKind.Relative));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            request.Headers.Add(
                "Last-Event-ID", after.ToString(System.Globalization.CultureInfo.InvariantCulture));
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel)
                .ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                HttpResponseMessage open = response;
                response = null;
                return open;
            }

            string detail = await HttpAnswer.DetailAsync(response, cancel).ConfigureAwait(false);
            throw (int)response.StatusCode is >= 400 and < 500 and not 429
                ? new BlockRefusedException(null, $"{job}: {detail}")
                : new RoadLostException(detail);
        }
        catch (Exception problem) when (IsLost(problem, cancel))
        {
            throw new RoadLostException(problem.Message, problem);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private static bool IsLost(Exception problem, CancellationToken cancel) =>
        problem is HttpRequestException or IOException or InvalidDataException
        || (problem is OperationCanceledException && !cancel.IsCancellationRequested);
}
