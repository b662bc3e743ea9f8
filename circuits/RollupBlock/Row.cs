using Prover.Circuits;

namespace Prover.Circuit.RollupBlock;

/// <summary>
/// One row of the grouping: who is accessed, when, the state that is read and the state that is written.
/// </summary>
/// <param name="Key">Account index, or a key outside of the index range for what is unused.</param>
/// <param name="TimeToken">time + token·2^(t+1).</param>
/// <param name="Owner">l1Address(160) + sign(1).</param>
/// <param name="Ay">y coordinate of the owner's key.</param>
/// <param name="In">The state read; BEGIN for the row that opens a group.</param>
/// <param name="Out">The state written; END for the row that closes a group.</param>
internal readonly record struct Row(Wire Key, Wire TimeToken, Wire Owner, Wire Ay, Wire In, Wire Out)
{
    /// <summary>Columns of a row.</summary>
    public const int Width = 6;

    /// <summary>The columns in order.</summary>
    public Wire[] ToColumns() => [Key, TimeToken, Owner, Ay, In, Out];

    /// <summary>A row from its columns.</summary>
    public static Row FromColumns(Wire[] columns) =>
        new(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
}
