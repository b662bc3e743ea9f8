using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prover.Rollup;
using Prover.Wire;

namespace Prover.Client;

/// <summary>What the HTTP door answers to a block, in the words of <c>block-answer.v1</c>.</summary>
internal static class HttpAnswer
{
    private const int MaximumBody = 64 << 10;
    private const int MaximumDetail = 500;

    /// <summary>A second member of the same name would be found out later, when the first one is asked for.</summary>
    private static readonly JsonDocumentOptions OneOfEach = new() { AllowDuplicateProperties = false };

    /// <summary>Reads an answer.</summary>
    /// <exception cref="BlockRefusedException">Not let in.</exception>
    /// <exception cref="InvalidDataException">Not an answer of a node.</exception>
    /// <exception cref="HttpRequestException">The node failed; send it again.</exception>
    public static async Task<BlockAnswer> ReadAsync(
        HttpResponseMessage response, TimeProvider clock, CancellationToken cancel)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK or HttpStatusCode.Accepted:
                return Taken(response, await BodyAsync(response, cancel).ConfigureAwait(false));
            case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable:
                return new BlockAnswer(BlockVerdict.Overloaded, RetryAfter: RetryAfter(response, clock));
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new BlockRefusedException(
                    null, $"The door does not let us in: {(int)response.StatusCode}; is the token right?");
            default:
                JsonNode? body = await BodyAsync(response, cancel).ConfigureAwait(false);
                return Refused(response, body);
        }
    }

    /// <summary>What a response says about itself, in one line.</summary>
    public static async Task<string> DetailAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        JsonNode? body = await BodyAsync(response, cancel).ConfigureAwait(false);
        return Detail(response, body);
    }

    private static BlockAnswer Taken(HttpResponseMessage response, JsonNode? body)
    {
        bool good = JobName.TryParse(Text(body, "job"), out JobName job);
        return good && Bytes32.TryParse(Text(body, "envelope") ?? string.Empty, out Bytes32 envelope)
            ? new BlockAnswer(
                response.StatusCode == HttpStatusCode.OK ? BlockVerdict.Same : BlockVerdict.Accepted, job, envelope)
            : throw new InvalidDataException("the answer is not one of a node");
    }

    private static BlockAnswer Refused(HttpResponseMessage response, JsonNode? body)
    {
        int status = (int)response.StatusCode;
        if (status is < 400 or >= 500)
        {
            throw new HttpRequestException($"the node answers {Detail(response, body)}");
        }

        BlockVerdict verdict = Enum.TryParse(Text(body, "code"), ignoreCase: true, out BlockVerdict told)
            && Enum.IsDefined(told)
            ? told
            : status switch
            {
                409 => BlockVerdict.KeyTaken,
                422 => BlockVerdict.NotServed,
                _ => BlockVerdict.Malformed,
            };
        return new BlockAnswer(verdict, Reason: Detail(response, body));
    }

    private static string Detail(HttpResponseMessage response, JsonNode? body)
    {
        string? said = Text(body, "detail") ?? Text(body, "title");
        string status = $"{(int)response.StatusCode}";
        return MessageText.Line(said is null ? status : $"{status}: {said}", MaximumDetail)!;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => null,
        };

    private static string? Text(JsonNode? body, string name)
    {
        try
        {
            return body is JsonObject members && members.TryGetPropertyValue(name, out JsonNode? value)
                && value is JsonValue text && text.TryGetValue(out string? found) ? found : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: JSON, but no text.
            return null;
        }
    }

    /// <summary>The body as JSON; null if it is none, or too long.</summary>
    private static async Task<JsonNode?> BodyAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        byte[] bytes = new byte[MaximumBody];
        Stream body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            int count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel)
                .ConfigureAwait(false);
            try
            {
                return JsonNode.Parse(bytes.AsSpan(0, count), documentOptions: OneOfEach);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
