using System.Net;
using System.Net.Http.Headers;
using Prover.Pipeline;
using Prover.Wire;

namespace Prover.Queue;

/// <summary>The payloads of a node elsewhere, over HTTP: <c>GET /v1/payloads/{hash}</c>. Only reads.</summary>
public sealed class HttpPayloadStore : IPayloadStore, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http;

    /// <summary>The payloads of a node.</summary>
    /// <param name="node">The node's http or https address.</param>
    /// <param name="token">The bearer token; null where the node asks for none. Secret: it is sent to this address
    /// only, and redirections are not followed.</param>
    /// <exception cref="ArgumentException">Not an http or https address.</exception>
    public HttpPayloadStore(Uri node, string? token)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("The node's address is not an http or https address.", nameof(node));
        }

        string root = node.AbsoluteUri;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(root.EndsWith('/') ? root : root + "/"),
            Timeout = Limit,
        };
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(ContentHash hash, CancellationToken cancel)
    {
        byte[]? bytes;
        try
        {
            bytes = await FetchAsync(hash, cancel).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException
            || (problem is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new JobStoreException($"Payload {hash} cannot be fetched: {problem.Message}", problem);
        }

        return bytes is null || ContentHash.Of(bytes) == hash
            ? bytes
            : throw new JobStoreException($"Payload {hash} came with another hash.");
    }

    /// <summary>Always fails: a node's payloads are only read from here.</summary>
    public Task<ContentHash> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
        Task.FromException<ContentHash>(new JobStoreException("Payloads of another node are read-only."));

    /// <summary>Always fails: a node's payloads are only read from here.</summary>
    public Task DeleteAsync(ContentHash hash, CancellationToken cancel) =>
        Task.FromException(new JobStoreException("Payloads of another node are read-only."));

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<byte[]?> FetchAsync(ContentHash hash, CancellationToken cancel)
    {
        using HttpResponseMessage response = await _http.GetAsync(
            new Uri($"v1/payloads/{hash}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancel)
            .ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"the node answers {(int)response.StatusCode}");
        }

        Stream body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            return await ReadAsync(body, response.Content.Headers.ContentLength, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Reads to the end; memory grows with what really comes.</summary>
    private static async Task<byte[]> ReadAsync(Stream body, long? announced, CancellationToken cancel)
    {
        const int Piece = 64 << 10;
        using var bytes = new MemoryStream();
        byte[] piece = new byte[Piece];
        int count;
        while ((count = await body.ReadAsync(piece, cancel).ConfigureAwait(false)) > 0)
        {
            bytes.Write(piece, 0, count);
            if (bytes.Length > BlockPart.MaximumEnvelope)
            {
                throw new IOException($"more than {BlockPart.MaximumEnvelope} bytes");
            }
        }

        return announced is { } length && length != bytes.Length
            ? throw new IOException($"{bytes.Length} of {length} bytes came")
            : bytes.ToArray();
    }
}
