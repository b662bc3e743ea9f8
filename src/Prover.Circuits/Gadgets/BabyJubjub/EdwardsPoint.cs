using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Coordinates of a point of Baby Jubjub as wires; whether it is on the curve is up to the gadgets that say
/// so.</summary>
/// <param name="X">x.</param>
/// <param name="Y">y.</param>
public readonly record struct EdwardsPoint(Wire X, Wire Y)
{
    /// <summary>A point known when the circuit is made, or the value of one in an assignment.</summary>
    public static EdwardsPoint Constant(in BabyPoint point) => new(point.X, point.Y);
}
