using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prover.Host.Cli;

/// <summary>JSON as the program writes it: camel case, indented, nulls left out.</summary>
internal static class JsonText
{
    /// <summary>The way of writing.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // For files and terminals, not for HTML: a plus sign stays a plus sign.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>One JSON document.</summary>
    public static string Of<T>(T value)
    {
        return JsonSerializer.Serialize(value, Options);
    }
}
