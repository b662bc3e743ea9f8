namespace Prover.Circuits;

/// <summary>The three matrices while they grow, with the origin of each row.</summary>
internal sealed class ConstraintRows
{
    public RowStore A { get; } = new();

    public RowStore B { get; } = new();

    public RowStore C { get; } = new();

    public List<RowInfo> Infos { get; } = [];

    public int Count => Infos.Count;

    public void Append(
        ReadOnlySpan<Term> a, ReadOnlySpan<Term> b, ReadOnlySpan<Term> c, CoefficientTable table, in RowInfo info)
    {
        A.AppendRow(a, table);
        B.AppendRow(b, table);
        C.AppendRow(c, table);
        Infos.Add(info);
    }
}
