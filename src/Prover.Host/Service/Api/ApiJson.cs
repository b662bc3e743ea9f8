using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prover.Host.Service.Api;

/// <summary>JSON as the HTTP door speaks it: camel case, names of enumerations too, nulls left out.</summary>
public static class ApiJson
{
    /// <summary>For both directions: whoever reads an answer uses the same.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // Never part of a page: a plus sign stays a plus sign.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>One line of JSON.</summary>
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);
}
