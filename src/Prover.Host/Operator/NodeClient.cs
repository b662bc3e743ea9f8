using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Prover.Host.Cli;
using Prover.Host.Service.Api;
using Prover.Host.Service.Logs;

namespace Prover.Host.Operator;

/// <summary>Asks a node over HTTP; every answer that is no is a <see cref="CommandException"/> of one line.</summary>
/// <remarks>The token goes with what an operator does, not with what everybody may read. Redirections are not followed:
/// they would take the token along.</remarks>
/// <param name="node">Address of the node.</param>
/// <param name="token">Reads the admin token; null if there is none. Called when it is needed.</param>
internal sealed class NodeClient(Uri node, Func<string?> token) : IDisposable
{
    private const int LongestAnswer = 64 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5),
    })
    {
        BaseAddress = node, Timeout = Limit, MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <summary>Where it asks.</summary>
    public Uri Address => node;

    /// <summary>Reads what everybody may read.</summary>
    /// <exception cref="CommandException">The node does not answer, or says no.</exception>
    public Task<T> GetAsync<T>(string path, CancellationToken cancel)
    {
        return AskAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), cancel);
    }

    /// <summary>Reads what only an operator may read.</summary>
    /// <exception cref="CommandException">The node does not answer, or says no.</exception>
    public Task<T> GetAdminAsync<T>(string path, CancellationToken cancel)
    {
        return AskAsync<T>(Signed(new HttpRequestMessage(HttpMethod.Get, path)), cancel);
    }

    /// <summary>Does what only an operator may do.</summary>
    /// <exception cref="CommandException">The node does not answer, or says no.</exception>
    public Task<T> PostAdminAsync<T>(string path, object body, CancellationToken cancel)
    {
        JsonContent json = JsonContent.Create(body, body.GetType(), options: ApiJson.Options);
        return AskAsync<T>(Signed(new HttpRequestMessage(HttpMethod.Post, path) { Content = json }), cancel);
    }

    /// <summary>Bytes that only an operator may read.</summary>
    /// <exception cref="CommandException">The node does not answer, or says no.</exception>
    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await SendAsync(
            Signed(new HttpRequestMessage(HttpMethod.Get, path)), cancel).ConfigureAwait(false);
        return await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Signed(HttpRequestMessage request)
    {
        if (token() is { } secret)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        return request;
    }

    private async Task<T> AskAsync<T>(HttpRequestMessage request, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await SendAsync(request, cancel).ConfigureAwait(false);
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(ApiJson.Options, cancel).ConfigureAwait(false)
                ?? throw new JsonException("null");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            throw new CommandException(
                ExitCode.Usage,
                $"{node}: expected the answer of a node to {request.RequestUri}, found something else:"
                + " is it a prover node of this version?",
                failure);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        HttpResponseMessage answer;
        try
        {
            using (request)
            {
                answer = await http.SendAsync(request, cancel).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested
            && failure is HttpRequestException or OperationCanceledException)
        {
            string why = failure is HttpRequestException ? failure.Message : $"no answer in {Limit.TotalSeconds:0} s";
            throw new CommandException(
                ExitCode.Unreachable,
                $"no node at {node}: {OneLine.Of(why)}; start one with 'prover serve' or name another with --node",
                failure);
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw await RefusalAsync(answer, cancel).ConfigureAwait(false);
        }
    }

    private async Task<CommandException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        (int code, string advice) = answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (
                ExitCode.Token, "; name it in Http:AdminTokenFile or Http:AdminTokenVariable, or with --token-file"),
            HttpStatusCode.NotFound => (ExitCode.NotFound, ""),
            HttpStatusCode.Conflict => (ExitCode.Refused, ""),
            _ => (ExitCode.Usage, ""),
        };
        string said = await DetailAsync(answer, cancel).ConfigureAwait(false) ?? $"status {(int)answer.StatusCode}";
        return new CommandException(code, $"{node}: {OneLine.Of(said)}{advice}");
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            Problem? problem = await answer.Content.ReadFromJsonAsync<Problem>(ApiJson.Options, cancel)
                .ConfigureAwait(false);
            return problem?.Detail ?? problem?.Title;
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
