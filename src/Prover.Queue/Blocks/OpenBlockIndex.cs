using System.Text;
using System.Text.Json;
using Prover.Pipeline;

namespace Prover.Queue;

/// <summary>
/// The settings of the job store in which incomplete blocks are written down: one index, and one list of payloads for
/// each block.
/// </summary>
/// <remarks>The lists have numbered slots that are used again, since settings are never removed.</remarks>
internal static class OpenBlockIndex
{
    private const string IndexName = "queue.parts";
    private const int HashLength = 64;

    private static readonly string NoHash = new('-', HashLength);

    public static IReadOnlyList<OpenBlock> Read(IJobReader reader)
    {
        string? text = reader.Setting(IndexName);
        return string.IsNullOrEmpty(text) ? [] : JsonSerializer.Deserialize<OpenBlock[]>(text) ?? [];
    }

    public static void Write(IJobTransaction transaction, IEnumerable<OpenBlock> blocks) =>
        transaction.SetSetting(IndexName, JsonSerializer.Serialize(blocks.OrderBy(block => block.Slot)));

    /// <summary>The payload of each part; null where it is not here.</summary>
    public static ContentHash?[] Parts(IJobReader reader, OpenBlock block)
    {
        string text = reader.Setting(SlotName(block.Slot)) ?? string.Empty;
        var parts = new ContentHash?[block.Count];
        for (int i = 0; i < parts.Length && text.Length >= (i + 1) * HashLength; i++)
        {
            string one = text.Substring(i * HashLength, HashLength);
            parts[i] = ContentHash.TryParse(one, out ContentHash hash) ? hash : null;
        }

        return parts;
    }

    public static void WriteParts(IJobTransaction transaction, OpenBlock block, IEnumerable<ContentHash?> parts)
    {
        var text = new StringBuilder();
        foreach (ContentHash? part in parts)
        {
            _ = text.Append(part is { } hash ? hash.ToString() : NoHash);
        }

        transaction.SetSetting(SlotName(block.Slot), text.ToString());
    }

    public static void ClearParts(IJobTransaction transaction, OpenBlock block) =>
        transaction.SetSetting(SlotName(block.Slot), string.Empty);

    private static string SlotName(int slot) => $"queue.parts.{slot}";
}
