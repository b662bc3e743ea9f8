using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prover.Wire;

namespace Prover.Client;

/// <summary>An event of the HTTP door in the words of <c>event.v1</c>.</summary>
internal static class HttpUpdate
{
    /// <summary>Reads an event; null if it says nothing about a job.</summary>
    /// <exception cref="InvalidDataException">Its data are not what they should be.</exception>
    public static JobUpdate? Read(JobName job, ServerSentEvent happened)
    {
        _ = long.TryParse(happened.Id, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence);
        try
        {
            return JsonSerializer.Deserialize<Data>(happened.Data) is { Kind: { } kind } data
                ? new JobUpdate(
                    job,
                    kind == JobUpdate.ProgressKind ? 0 : sequence,
                    data.Time,
                    kind,
                    data.Stage ?? string.Empty,
                    data.Attempt,
                    data.By,
                    data.Detail,
                    data.Progress)
                : null;
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException("the data of an event are not JSON of the kind expected", problem);
        }
    }

    private sealed record Data(
        [property: JsonPropertyName("kind")] string? Kind,
        [property: JsonPropertyName("stage")] string? Stage,
        [property: JsonPropertyName("time")] DateTimeOffset Time,
        [property: JsonPropertyName("attempt")] long Attempt,
        [property: JsonPropertyName("by")] string? By,
        [property: JsonPropertyName("detail")] string? Detail,
        [property: JsonPropertyName("progress")] double? Progress);
}
