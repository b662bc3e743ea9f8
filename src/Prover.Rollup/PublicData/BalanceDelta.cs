namespace Prover.Rollup;

/// <summary>The change of a balance over a block. A delta of zero never falls.</summary>
/// <param name="Falls">True if the balance becomes smaller.</param>
/// <param name="Magnitude">By how much it changes.</param>
public readonly record struct BalanceDelta(bool Falls, UInt128 Magnitude)
{
    /// <summary>The way from one balance to another.</summary>
    public static BalanceDelta Between(UInt128 before, UInt128 after) =>
        after >= before ? new BalanceDelta(false, after - before) : new BalanceDelta(true, before - after);

    /// <summary>The balance after the change; false if it would be negative or not below 2^128.</summary>
    public bool TryApply(UInt128 before, out UInt128 after)
    {
        after = Falls ? before - Magnitude : before + Magnitude;
        return Falls ? Magnitude <= before : after >= before;
    }
}
