using Prover.Algebra;
using Prover.Circuits;

namespace Prover.Circuit.RollupBlock;

/// <summary>What the sections of the block circuit share while it is being defined.</summary>
internal sealed class BlockContext(CircuitBuilder cs, BlockShape shape, HeaderInput header)
{
    private readonly List<Row> _rows = new(shape.Rows);

    /// <summary>The builder.</summary>
    public CircuitBuilder Cs { get; } = cs;

    /// <summary>Capacities and times.</summary>
    public BlockShape Shape { get; } = shape;

    /// <summary>The block header.</summary>
    public HeaderInput Header { get; } = header;

    /// <summary>All rows of the grouping, in the order of the sections.</summary>
    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>Adds a row to the grouping.</summary>
    /// <param name="key">The account index, or the key of something unused.</param>
    /// <param name="token">Token id, range-checked by the caller or bound by a leaf.</param>
    /// <param name="time">A constant below 2^t.</param>
    /// <param name="owner">Owner slot.</param>
    /// <param name="ay">Key slot.</param>
    /// <param name="stateIn">State read.</param>
    /// <param name="stateOut">State written.</param>
    public void AddRow(Wire key, Wire token, int time, Wire owner, Wire ay, Wire stateIn, Wire stateOut)
    {
        Wire timeToken = (token * StateWord.Power(Shape.TimeBits + 1)) + Fr.FromUInt64((ulong)time);
        _rows.Add(new Row(key, timeToken, owner, ay, stateIn, stateOut));
    }

    /// <summary>used ? index : the reserved key. 1 constraint.</summary>
    public static Wire KeyOf(Wire used, Wire index) =>
        (used * (index - StateWord.ReservedKey)) + StateWord.ReservedKey;

    /// <summary>A number that is not 0 exactly when used: value·inverse = used. 1 constraint.</summary>
    /// <remarks>Sound in one direction only: used ⇒ value ≠ 0. The inverse is a hint, bound whenever value ≠
    /// 0.</remarks>
    public void AssertNonZeroIfUsed(Wire used, Wire value)
    {
        Wire inverse = Cs.Hint(
            [value, used], static (values, outputs) => outputs[0] = values[1] * values[0].Inverse(), "inverse or 0");
        Cs.AssertProduct(value, inverse, used);
    }
}
