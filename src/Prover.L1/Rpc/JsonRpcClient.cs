using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prover.Pipeline;

namespace Prover.L1;

/// <summary>JSON-RPC 2.0 over HTTP, one request at a time per call; safe for concurrent use.</summary>
public sealed class JsonRpcClient : IDisposable
{
    private readonly HttpClient _http;
    private long _lastId;

    /// <summary>Talks to the node at this address.</summary>
    /// <param name="endpoint">An http or https address.</param>
    /// <param name="timeout">How long one request may take; 30 seconds if left out.</param>
    /// <exception cref="ArgumentException">Another kind of address.</exception>
    public JsonRpcClient(Uri endpoint, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException("Expected an http or https address.", nameof(endpoint));
        }

        Endpoint = endpoint;

        // A proxy of the environment is for the world outside, not for a node on this machine.
        var handler = new SocketsHttpHandler { UseProxy = !endpoint.IsLoopback };
        _http = new HttpClient(handler, disposeHandler: true) { Timeout = timeout ?? TimeSpan.FromSeconds(30) };
    }

    /// <summary>The node's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>Calls a method; its result, which may be null.</summary>
    /// <exception cref="L1RevertException">A contract reverted.</exception>
    /// <exception cref="L1Exception">The node cannot be reached or reports another error.</exception>
    public async Task<JsonNode?> InvokeAsync(string method, JsonArray parameters, CancellationToken cancel)
    {
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = Interlocked.Increment(ref _lastId),
            ["method"] = method,
            ["params"] = parameters,
        };
        JsonObject answer = await PostAsync(method, request, cancel).ConfigureAwait(false);
        if (answer["error"] is JsonObject error)
        {
            throw ToException(method, error);
        }

        return answer["result"];
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> PostAsync(string method, JsonObject request, CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage response =
                await _http.PostAsJsonAsync(Endpoint, request, cancel).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new L1Exception($"{method}: the node at {Where} answers HTTP {(int)response.StatusCode}.");
            }

            return await response.Content.ReadFromJsonAsync<JsonObject>(cancel).ConfigureAwait(false)
                ?? throw new L1Exception($"{method}: the node at {Where} answers nothing.");
        }
        catch (HttpRequestException exception)
        {
            throw new L1Exception($"{method}: no node answers at {Where}.", exception);
        }
        catch (JsonException exception)
        {
            throw new L1Exception($"{method}: the node at {Where} does not answer in JSON.", exception);
        }
        catch (OperationCanceledException exception) when (!cancel.IsCancellationRequested)
        {
            throw new L1Exception($"{method}: the node at {Where} did not answer in time.", exception);
        }
    }

    /// <summary>Host and port only: the path of a public node may hold the user's key.</summary>
    private string Where => Endpoint.GetLeftPart(UriPartial.Authority);

    private static L1Exception ToException(string method, JsonObject error)
    {
        string message = error["message"]?.ToString() ?? "no message";
        string? data = error["data"] is JsonObject nested ? nested["data"]?.ToString() : error["data"]?.ToString();
        bool reverted = message.Contains("revert", StringComparison.OrdinalIgnoreCase);
        if (reverted)
        {
            byte[]? bytes = null;
            _ = data is not null && Hex.TryParse(data, out bytes);
            return new L1RevertException($"{method}: {message}", bytes);
        }

        return new L1Exception($"{method}: {message}");
    }
}
