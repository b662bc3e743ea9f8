using System.Text.Json;
using System.Text.Json.Nodes;

namespace Prover.Contracts.Tests;

/// <summary>An honest answer of a node with one thing in it replaced, one after another.</summary>
internal static class HostileJson
{
    private static readonly string[] s_values =
    [
        "null", "true", "7", "-1", "1.5", "\"\"", "\"0x\"", "\"0x1\"", "\"0x0g\"", "\"-0x1\"", "\"nonsense\"",
        "[]", "{}", "[null]", "[[]]", "[\"0x\"]", """{"address":7}""",
        $"\"0x{new string('f', 16)}\"", $"\"0x{new string('f', 64)}\"", $"\"0x{new string('f', 65)}\"",
        $"\"0x{new string('0', 62)}20{new string('f', 64)}\"", $"\"0x{new string('f', 4096)}\"",
    ];

    /// <summary>Every variant of a JSON value: itself and each part of it, in every wrong form, and left out.</summary>
    public static IEnumerable<string> Variants(string json)
    {
        foreach (string value in s_values)
        {
            yield return value;
        }

        JsonNode? root = JsonNode.Parse(json);
        foreach (string path in Paths(root, []).Select(path => JsonSerializer.Serialize(path)))
        {
            string[] parts = JsonSerializer.Deserialize<string[]>(path)!;
            yield return Replaced(json, parts, null);
            foreach (string value in s_values)
            {
                yield return Replaced(json, parts, value);
            }
        }
    }

    private static IEnumerable<string[]> Paths(JsonNode? node, string[] prefix)
    {
        IEnumerable<(string Name, JsonNode? Value)> children = node switch
        {
            JsonObject map => map.Select(entry => (entry.Key, entry.Value)),
            JsonArray list => list.Select((value, i) => ($"{i}", value)),
            _ => [],
        };
        return children.SelectMany(
            child => Paths(child.Value, [.. prefix, child.Name]).Prepend([.. prefix, child.Name]));
    }

    private static string Replaced(string json, string[] path, string? value)
    {
        JsonNode root = JsonNode.Parse(json)!;
        JsonNode parent = path[..^1].Aggregate(root, Child);
        if (parent is JsonArray list)
        {
            int index = int.Parse(path[^1], null);
            list.RemoveAt(index);
            if (value is not null)
            {
                list.Insert(index, JsonNode.Parse(value));
            }
        }
        else
        {
            _ = ((JsonObject)parent).Remove(path[^1]);
            if (value is not null)
            {
                parent[path[^1]] = JsonNode.Parse(value);
            }
        }

        return root.ToJsonString();
    }

    private static JsonNode Child(JsonNode node, string name) =>
        node is JsonArray list ? list[int.Parse(name, null)]! : node[name]!;
}
