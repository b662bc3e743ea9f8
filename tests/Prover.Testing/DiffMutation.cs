namespace Prover.Testing;

/// <summary>Damages posted bytes the way a careless or hostile encoder would.</summary>
public static class DiffMutation
{
    /// <summary>Edges of what a byte can mean: varint ends, exponents, signs, nonce classes, heads.</summary>
    private static readonly byte[] s_edges =
        [0, 1, 2, 4, 9, 10, 38, 39, 77, 78, 116, 117, 155, 156, 194, 195, 233, 234, 0x7F, 0x80, 0x81, 0xFE, 0xFF];

    /// <summary>The bytes with one to three defects; sometimes the result is whole again.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="bytes">At least one byte.</param>
    /// <param name="other">Another encoding, from which a piece may be taken.</param>
    public static byte[] Apply(Random random, byte[] bytes, byte[] other)
    {
        ArgumentNullException.ThrowIfNull(random);
        byte[] result = bytes;
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            result = result.Length == 0 ? other : Once(random, result, other);
        }

        return result;
    }

    private static byte[] Once(Random random, byte[] bytes, byte[] other)
    {
        int at = random.Next(bytes.Length);
        return random.Next(8) switch
        {
            0 => With(bytes, at, (byte)(bytes[at] ^ (1 << random.Next(8)))),
            1 => With(bytes, at, s_edges[random.Next(s_edges.Length)]),
            2 => [.. bytes[..at], s_edges[random.Next(s_edges.Length)], .. bytes[at..]],
            3 => [.. bytes[..at], .. bytes[(at + 1)..]],
            4 => [.. bytes[..at], .. bytes[at..], .. bytes[at..]],
            5 => [.. bytes[..at], .. other[Math.Min(at, other.Length)..]],

            // A needless continuation: the byte goes on, with a zero behind it.
            6 => [.. bytes[..at], (byte)(bytes[at] | 0x80), 0, .. bytes[(at + 1)..]],
            _ => bytes[..at],
        };
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        byte[] result = [.. bytes];
        result[at] = value;
        return result;
    }
}
