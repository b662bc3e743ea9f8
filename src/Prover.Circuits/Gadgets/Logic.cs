namespace Prover.Circuits.Gadgets;

/// <summary>Boolean operations on wires that are known to be 0 or 1; on others the results mean nothing.</summary>
public static class Logic
{
    /// <summary>1 − a.</summary>
    /// <remarks>Constraints: none.</remarks>
    public static Wire Not(in Wire a) => 1 - a;

    /// <summary>a·b.</summary>
    /// <remarks>Constraints: 1.</remarks>
    public static Wire And(in Wire a, in Wire b) => a * b;

    /// <summary>a + b − a·b.</summary>
    /// <remarks>Constraints: 1.</remarks>
    public static Wire Or(in Wire a, in Wire b) => a + b - (a * b);

    /// <summary>a + b − 2·a·b.</summary>
    /// <remarks>Constraints: 1.</remarks>
    public static Wire Xor(in Wire a, in Wire b) => a + b - (2 * (a * b));
}
