using System.Text;

namespace Prover.Wire;

/// <summary>What texts in messages may be.</summary>
public static class MessageText
{
    /// <summary>An idempotency key has at most so many characters, all printable ASCII.</summary>
    public const int MaximumKey = 200;

    /// <summary>A name (of a worker, a device, an event) has at most so many bytes.</summary>
    public const int MaximumName = 200;

    /// <summary>A reason has at most so many bytes of UTF-8.</summary>
    public const int MaximumLine = 2000;

    /// <summary>Whether an ASCII character can be seen, or is a blank.</summary>
    public static bool IsPrintable(char character) => character is >= ' ' and <= '~';

    /// <summary>Whether a text may be an idempotency key.</summary>
    public static bool IsKey(string? key) => key is { Length: >= 1 and <= MaximumKey } && key.All(IsPrintable);

    /// <summary>A text as one line that fits into a message: control characters become blanks, what is too long ends
    /// in an ellipsis; null if nothing is left.</summary>
    public static string? Line(string? text, int maximum = MaximumLine)
    {
        var line = new StringBuilder();
        int bytes = 0;
        string blank = string.Concat((text ?? string.Empty).Select(c => char.IsControl(c) ? ' ' : c));

        // Trimmed last: a line is its own line, or a reader would refuse it.
        foreach (Rune rune in blank.Trim().EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maximum - 3)
            {
                _ = line.Append('…');
                break;
            }

            _ = line.Append(rune.ToString());
        }

        return line.Length == 0 ? null : line.ToString();
    }
}
