using System.Globalization;

namespace Prover.Wire;

/// <summary>Names a job in messages. Its text is <c>chain/number</c>, like <c>7/812</c>.</summary>
/// <param name="ChainId">The chain that the rollup's contract is on.</param>
/// <param name="BlockNumber">The block's number, at least 1.</param>
public readonly record struct JobName(ulong ChainId, uint BlockNumber)
{
    /// <summary><c>chain/number</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ChainId}/{BlockNumber}");

    /// <summary>Reads <c>chain/number</c> in decimal digits without signs or leading zeros; false if
    /// malformed.</summary>
    public static bool TryParse(string? text, out JobName name)
    {
        string[] parts = text?.Split('/') ?? [];
        name = default;
        if (parts.Length != 2
            || !ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong chain)
            || !uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
        {
            return false;
        }

        var found = new JobName(chain, number);
        bool isGood = number > 0 && found.ToString() == text;
        name = isGood ? found : default;
        return isGood;
    }

    internal static void Write(ref WireWriter writer, JobName job)
    {
        writer.Array(2);
        writer.Integer(job.ChainId);
        writer.Integer(job.BlockNumber);
    }

    internal static JobName Read(ref WireReader reader)
    {
        reader.Record("job", 2);
        var job = new JobName(reader.Integer("chainId", ulong.MaxValue), reader.Index("number"));
        reader.Require(job.BlockNumber > 0, "number", "at least 1", "0");
        return job;
    }
}
