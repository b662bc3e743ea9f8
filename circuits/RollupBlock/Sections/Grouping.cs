using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuits.Gadgets;

namespace Prover.Circuit.RollupBlock;

/// <summary>
/// Brings all accesses of one account together, in the order of time, each reading what the one before wrote.
/// </summary>
/// <remarks>
/// Source: offline memory checking by sorting (Ben-Sasson, Chiesa, Genkin, Tromer, Virza, ePrint 2013/507, §2.3);
/// the marks BEGIN and END take the place of flag columns. The argument why no access can pose as a begin or an end
/// is in
/// the specification (README.md of circuits, "Accesses and grouping"). The order bits f and the order itself are hints.
/// Cost: 7 per switch of the network (see <see cref="PermutationNetwork"/>) and t + 6 per pair of neighbours.
/// </remarks>
internal static class Grouping
{
    /// <summary>Checks the rows of <paramref name="context"/>; to be called when all of them have been added.</summary>
    public static void Check(BlockContext context)
    {
        CircuitBuilder cs = context.Cs;
        using ScopeHandle scope = cs.Scope("grouping");
        context.AddRow(StateWord.ReservedKey, Fr.Zero, 0, Fr.Zero, Fr.Zero, StateWord.Begin, Fr.Zero);
        context.AddRow(
            StateWord.ReservedKey, Fr.Zero, context.Shape.EndTime, Fr.Zero, Fr.Zero, Fr.Zero, StateWord.End);

        Wire[][] columns = [.. context.Rows.Select(static row => row.ToColumns())];
        // The order that an honest prover takes: by account, then by time; both parts are below 2^64.
        Wire[] keys = [.. context.Rows.Select(static row => (row.Key * StateWord.Power(64)) + row.TimeToken)];
        Wire[][] sorted = PermutationNetwork.Permute(cs, columns, keys, PermutationNetwork.Ascending);
        Row[] rows = [.. sorted.Select(Row.FromColumns)];
        // The first row opens a group.
        cs.AssertEqual(rows[0].In, StateWord.Begin);
        for (int i = 0; i + 1 < rows.Length; i++)
        {
            CheckNeighbours(context, rows[i], rows[i + 1]);
        }

        // The last row closes a group.
        cs.AssertEqual(rows[^1].Out, StateWord.End);
    }

    private static void CheckNeighbours(BlockContext context, Row row, Row next)
    {
        CircuitBuilder cs = context.Cs;
        Wire closes = cs.Hint(
            [row.Out],
            static (values, outputs) => outputs[0] = values[0] == StateWord.End ? Fr.One : Fr.Zero,
            "the group ends here");
        cs.AssertBoolean(closes);
        Wire same = 1 - closes;
        // Only the closing row ends a group.
        cs.AssertProduct(closes, row.Out - StateWord.End, Fr.Zero);
        // A row reads what the row before wrote.
        cs.AssertEqual(next.In, row.Out + (closes * (StateWord.Begin - StateWord.End)));
        // One group, one account.
        cs.AssertProduct(same, next.Key - row.Key, Fr.Zero);
        // One account, one owner.
        cs.AssertProduct(same, next.Owner - row.Owner, Fr.Zero);
        // One account, one key.
        cs.AssertProduct(same, next.Ay - row.Ay, Fr.Zero);
        // Time rises, the token stays.
        Range.Prove(cs, same * (next.TimeToken - row.TimeToken - 1), context.Shape.TimeBits);
    }
}
