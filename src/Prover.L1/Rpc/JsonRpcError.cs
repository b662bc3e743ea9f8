using System.Globalization;
using System.Text.Json.Nodes;
using Prover.Pipeline;

namespace Prover.L1;

/// <summary>What a node reports instead of a result.</summary>
internal static class JsonRpcError
{
    /// <summary>Characters of a node's message that are kept.</summary>
    private const int MaximumText = 300;

    /// <summary>The exception for an error: a revert with what the contract gave back, or another refusal.</summary>
    /// <param name="method">The method that was called.</param>
    /// <param name="error">Normally an object with message and data; anything is taken.</param>
    public static L1Exception ToException(string method, JsonNode error)
    {
        string message = JsonText.Of(JsonText.Member(error, "message")) ?? JsonText.Of(error) ?? "no message";
        string line = $"{method}: {OneLine(message)}";
        if (!message.Contains("revert", StringComparison.OrdinalIgnoreCase))
        {
            return new L1Exception(line);
        }

        JsonNode? data = JsonText.Member(error, "data");
        string? text = JsonText.Of(JsonText.Member(data, "data")) ?? JsonText.Of(data);
        byte[]? bytes = null;
        _ = text is not null && Hex.TryParse(text, out bytes);
        return new L1RevertException(line, bytes);
    }

    /// <summary>A stranger's text on one line of bounded length, without anything that a terminal would obey.</summary>
    private static string OneLine(string text)
    {
        string start = text.Length > MaximumText ? text[..MaximumText] + "…" : text;
        return string.Concat(start.Select(c => IsPlain(c) ? c : ' '));
    }

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
