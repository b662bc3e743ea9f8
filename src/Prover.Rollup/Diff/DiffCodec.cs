namespace Prover.Rollup;

/// <summary>The posted form of a diff: one version byte and then columns. One diff has exactly one encoding.</summary>
/// <remarks>circuits/README.md, "The posted diff". About 7 bytes per touched account of a block of transfers.</remarks>
public static class DiffCodec
{
    /// <summary>The first byte.</summary>
    public const byte Version = 1;

    /// <summary>nonceClass of an increment that needs a varint.</summary>
    internal const int LongNonce = 2;

    /// <summary>Heads lie below this: 3 nonce classes × 2 signs × 39 exponents.</summary>
    internal const int HeadLimit = 3 * SignWeight * 2;

    /// <summary>What the sign adds to a head.</summary>
    internal const int SignWeight = DecimalAmount.ExponentCount;

    /// <summary>What each nonce class adds to a head.</summary>
    internal const int ClassWeight = 2 * SignWeight;

    /// <summary>Bits of indices, slots, tokens and counts.</summary>
    internal const int IndexBits = 32;

    /// <summary>Bits of mantissas.</summary>
    internal const int MantissaBits = 128;

    /// <summary>Bits of nonce increments.</summary>
    internal const int NonceBits = 16;

    /// <summary>The bytes of a diff.</summary>
    /// <exception cref="ArgumentException">A list is out of order or a value outside its range.</exception>
    public static byte[] Encode(StateDiff diff) => DiffEncoder.Encode(diff);

    /// <summary>
    /// Reads exactly one diff; every byte string has at most one meaning and every diff one byte string.
    /// </summary>
    /// <param name="bytes">The posted bytes, hostile or not.</param>
    /// <param name="capacities">The capacities of the block's circuit.</param>
    /// <param name="accountCount">The number of accounts before the block.</param>
    /// <param name="diff">The diff; null after an error.</param>
    /// <returns>What was wrong; None if nothing was.</returns>
    public static DiffError TryDecode(
        ReadOnlySpan<byte> bytes, BlockCapacities capacities, ulong accountCount, out StateDiff? diff) =>
        DiffDecoder.TryDecode(bytes, capacities, accountCount, out diff);
}
