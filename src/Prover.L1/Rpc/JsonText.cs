using System.Text.Json.Nodes;

namespace Prover.L1;

/// <summary>Looks into JSON from outside without an exception, whatever it is.</summary>
internal static class JsonText
{
    /// <summary>A member of an object; null if there is none or it is no object.</summary>
    public static JsonNode? Member(JsonNode? node, string name) => node is JsonObject map ? map[name] : null;

    /// <summary>A string's content; null for anything else, malformed Unicode included.</summary>
    public static string? Of(JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // The reader looks at the encoding of a string only when it is asked for.
            return null;
        }
    }
}
