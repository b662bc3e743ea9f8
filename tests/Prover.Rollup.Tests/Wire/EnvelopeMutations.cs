namespace Prover.Rollup.Tests;

/// <summary>Every field of an encoded envelope altered in turn, and every array one entry shorter or longer.</summary>
internal static class EnvelopeMutations
{
    private const int ElementSize = 32;

    /// <summary>Altered byte strings, with where.</summary>
    public static IEnumerable<(string Where, byte[] Bytes)> Of(byte[] original)
    {
        foreach (MessagePackValue value in MessagePackValue.Parse(original))
        {
            foreach ((string how, byte[] replacement) in Replacements(original, value))
            {
                byte[] bytes = [.. original[..value.Start], .. replacement, .. original[value.End..]];
                yield return ($"{value.Path} {how}", bytes);
            }
        }
    }

    private static IEnumerable<(string How, byte[] Replacement)> Replacements(byte[] bytes, MessagePackValue value)
    {
        byte[] own = bytes[value.Start..value.End];
        if (value.IsArray)
        {
            return Arrays(bytes, value);
        }

        if (value.IsBinary)
        {
            return Binaries(own, value.HeaderEnd - value.Start);
        }

        if (value.IsBoolean)
        {
            return [("negated", [(byte)(own[0] ^ 1)]), ("nil", [0xC0])];
        }

        return value.IsNil ? [("0", [0]), ("1", [1])] : Integers(own);
    }

    /// <summary>Up, down, zero, nil, a longer form.</summary>
    private static IEnumerable<(string How, byte[] Replacement)> Integers(byte[] own)
    {
        byte[] up = [.. own];
        up[^1]++;
        byte[] down = [.. own];
        down[^1]--;
        bool wraps = own.Length == 1 && own[0] == 0;
        yield return ("+ 1", own.Length == 1 && own[0] == 0x7F ? [0xCC, 0x80] : up);
        yield return ("− 1", wraps ? [0xCC, 0xFF] : down);
        yield return ("nil", [0xC0]);
        if (own.Length == 1)
        {
            yield return ("in two bytes", [0xCC, own[0]]);
        }
        else
        {
            yield return ("zero", [0]);
        }
    }

    /// <summary>A bit of every element flipped, and the whole one byte shorter.</summary>
    private static IEnumerable<(string How, byte[] Replacement)> Binaries(byte[] own, int header)
    {
        int step = own.Length > 40 ? ElementSize * 7 : 15;
        for (int at = header; at < own.Length; at += step)
        {
            byte[] flipped = [.. own];
            flipped[at] ^= 1;
            yield return ($"byte {at - header}", flipped);
        }

        byte[] last = [.. own];
        last[^1] ^= 1;
        yield return ("last byte", last);
    }

    /// <summary>Without the last entry, and with it twice.</summary>
    private static IEnumerable<(string How, byte[] Replacement)> Arrays(byte[] bytes, MessagePackValue value)
    {
        byte[] content = bytes[value.HeaderEnd..value.End];
        int count = value.Code - 0x90;
        if (count == 0)
        {
            yield return ("with a nil", [0x91, 0xC0]);
            yield break;
        }

        byte[] array = bytes[value.Start..value.End];
        List<MessagePackValue> children =
            [.. MessagePackValue.Parse(array).Where(child => child.Path.LastIndexOf('[') == 1)];
        MessagePackValue lastChild = children[^1];
        byte[] lastBytes = array[lastChild.Start..lastChild.End];
        yield return ("shorter", [(byte)(value.Code - 1), .. content[..^lastBytes.Length]]);
        yield return ("longer", [(byte)(value.Code + 1), .. content, .. lastBytes]);
    }
}
