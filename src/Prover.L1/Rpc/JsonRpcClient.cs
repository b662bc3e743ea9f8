using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prover.Pipeline;

namespace Prover.L1;

/// <summary>JSON-RPC 2.0 over HTTP, one request at a time per call; safe for concurrent use.</summary>
/// <remarks>
/// The node is not trusted with this process: an answer has at most <see cref="MaximumAnswer"/> bytes, is not followed
/// to another address, and whatever is wrong with it is an <see cref="L1Exception"/>.
/// </remarks>
public sealed class JsonRpcClient : IDisposable
{
    /// <summary>An answer has at most this many bytes: 64 MiB.</summary>
    public const int MaximumAnswer = 64 << 20;

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    private readonly HttpClient _http;
    private long _lastId;

    /// <summary>Talks to the node at this address.</summary>
    /// <param name="endpoint">An http or https address.</param>
    /// <param name="timeout">How long one request may take, its answer included; 30 seconds if left out.</param>
    /// <exception cref="ArgumentException">Another kind of address.</exception>
    public JsonRpcClient(Uri endpoint, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException("Expected an http or https address.", nameof(endpoint));
        }

        Endpoint = endpoint;
        var handler = new SocketsHttpHandler
        {
            // A proxy of the environment is for the world outside, not for a node on this machine.
            UseProxy = !endpoint.IsLoopback,

            // What is sent here is for this node; it may not pass it on to an address of its choice.
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        _http = new HttpClient(handler, disposeHandler: true)
        {
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
            MaxResponseContentBufferSize = MaximumAnswer,
        };
    }

    /// <summary>The node's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>Calls a method; its result, which may be null.</summary>
    /// <exception cref="L1RevertException">A contract reverted.</exception>
    /// <exception cref="L1Exception">The node cannot be reached, reports another error or answers nonsense.</exception>
    public async Task<JsonNode?> InvokeAsync(string method, JsonArray parameters, CancellationToken cancel)
    {
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = Interlocked.Increment(ref _lastId),
            ["method"] = method,
            ["params"] = parameters,
        };
        JsonObject answer = Parse(method, await PostAsync(method, request, cancel).ConfigureAwait(false));
        if (answer["error"] is { } error)
        {
            throw JsonRpcError.ToException(method, error);
        }

        return answer.TryGetPropertyValue("result", out JsonNode? result)
            ? result
            : throw new L1Exception($"{method}: the node at {Where} answers without a result.");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<byte[]> PostAsync(string method, JsonObject request, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using HttpResponseMessage response = await _http.PostAsync(Endpoint, content, cancel).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false)
                : throw new L1Exception($"{method}: the node at {Where} answers HTTP {(int)response.StatusCode}.");
        }
        catch (HttpRequestException exception)
            when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new L1Exception(
                $"{method}: the node at {Where} answers with more than {MaximumAnswer >> 20} MiB.", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new L1Exception($"{method}: no node answers at {Where}.", exception);
        }
        catch (OperationCanceledException exception) when (!cancel.IsCancellationRequested)
        {
            throw new L1Exception($"{method}: the node at {Where} did not answer in time.", exception);
        }
    }

    private JsonObject Parse(string method, byte[] answer)
    {
        try
        {
            return JsonNode.Parse(answer, documentOptions: s_strict) as JsonObject
                ?? throw new L1Exception($"{method}: the node at {Where} does not answer with an object.");
        }
        catch (JsonException exception)
        {
            throw new L1Exception($"{method}: the node at {Where} does not answer in JSON.", exception);
        }
    }

    /// <summary>Host and port only: the path or the user of a public node may be somebody's key.</summary>
    private string Where => $"{Endpoint.Scheme}://{Endpoint.IdnHost}:{Endpoint.Port}";
}
