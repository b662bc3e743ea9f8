using Prover.Algebra;
using Prover.Circuits.Gadgets;

namespace Prover.Circuits.Tests.Gadgets;

/// <summary>Points in the forms that the gadgets want.</summary>
internal static class CurvePoints
{
    /// <summary>A point of order 8.</summary>
    public static BabyPoint Order8 => BabyJubjub.MultiplyVarTime(BabyJubjub.Generator, BabyJubjub.SubgroupOrder);

    /// <summary>u and v of a point other than the identity.</summary>
    public static MontgomeryValue Montgomery(in BabyPoint point) =>
        MontgomeryCurve.FromEdwards([BabyProjective.From(in point)])[0];

    public static BabyPoint Subtract(in BabyPoint p, in BabyPoint q) => BabyJubjub.Add(in p, BabyJubjub.Negate(in q));
}
