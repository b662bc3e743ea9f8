using System.Globalization;

namespace Prover.Pipeline;

/// <summary>How far everything is final: what a deeper reorganisation is noticed by.</summary>
/// <param name="BlockNumber">The highest final block of the rollup.</param>
/// <param name="L1Block">The block of L1 that it is in.</param>
public sealed record FinalMark(uint BlockNumber, ulong L1Block)
{
    /// <summary>Reads <c>number@block</c>; null for anything else.</summary>
    public static FinalMark? Parse(string? text)
    {
        string[] parts = text?.Split('@') ?? [];
        return parts.Length == 2
            && uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong block)
            ? new FinalMark(number, block)
            : null;
    }

    /// <summary><c>number@block</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BlockNumber}@{L1Block}");
}
