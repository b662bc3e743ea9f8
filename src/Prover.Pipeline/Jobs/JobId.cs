using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Prover.Pipeline;

/// <summary>A job: one block of one rollup. Its text is <c>chain/number</c>, like <c>7/812</c>.</summary>
/// <param name="ChainId">The chain that the rollup's contract is on.</param>
/// <param name="BlockNumber">The block's number, at least 1.</param>
public readonly record struct JobId(ulong ChainId, uint BlockNumber) : IComparable<JobId>
{
    /// <summary>Reads <c>chain/number</c> in decimal digits without signs or leading zeros; false if
    /// malformed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JobId id)
    {
        id = default;
        string[] parts = text?.Split('/') ?? [];
        if (parts.Length != 2
            || !ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong chain)
            || !uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
        {
            return false;
        }

        id = new JobId(chain, number);
        return number > 0 && id.ToString() == text;
    }

    /// <summary>By chain, then by number.</summary>
    public int CompareTo(JobId other) => (ChainId, BlockNumber).CompareTo((other.ChainId, other.BlockNumber));

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator <(JobId a, JobId b) => a.CompareTo(b) < 0;

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator >(JobId a, JobId b) => a.CompareTo(b) > 0;

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator <=(JobId a, JobId b) => a.CompareTo(b) <= 0;

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator >=(JobId a, JobId b) => a.CompareTo(b) >= 0;

    /// <summary><c>chain/number</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ChainId}/{BlockNumber}");
}
