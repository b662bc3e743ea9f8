using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Xunit;

namespace Prover.Circuits.Tests.Gadgets;

public sealed class BabyJubjubGadgetTests
{
    private static BabyPoint G => BabyJubjub.Generator;

    [Fact]
    public void Being_on_the_curve_costs_3_and_is_what_the_reference_says()
    {
        GadgetCheck check = new(
            (cs, x) =>
            {
                BabyJubjubGadget.AssertOnCurve(cs, new EdwardsPoint(x[0], x[1]));
                return [];
            },
            2);
        _ = check.HasConstraints(3).Accepts([G.X, G.Y]).Accepts([0, 1]).Accepts([0, -1])
            .Rejects([0, 0]).Rejects([G.X + Fr.One, G.Y]).Rejects([G.Y, G.X]);
    }

    [Fact]
    public void Addition_costs_6_and_has_no_exceptions()
    {
        GadgetCheck check = new(
            (cs, x) => Coordinates(BabyJubjubGadget.Add(cs, new(x[0], x[1]), new(x[2], x[3]))), 4, 2);
        _ = check.HasConstraints(6);
        BabyPoint[] points = [BabyPoint.Identity, G, BabyJubjub.Negate(G), BabyJubjub.Base8, new(Fr.Zero, -Fr.One)];
        foreach (BabyPoint p in points)
        {
            foreach (BabyPoint q in points)
            {
                BabyPoint sum = BabyJubjub.Add(in p, in q);
                _ = check.Accepts([p.X, p.Y, q.X, q.Y], sum.X, sum.Y)
                    .Rejects([p.X, p.Y, q.X, q.Y], sum.X + Fr.One, sum.Y);
            }
        }

        BabyPoint three = BabyJubjub.Add(G, BabyJubjub.Double(G));
        BabyPoint two = BabyJubjub.Double(G);
        _ = check.SurvivesLies([G.X, G.Y, two.X, two.Y], [three.X, three.Y]);
    }

    [Fact]
    public void Doubling_costs_5_and_has_no_exceptions()
    {
        GadgetCheck check = new((cs, x) => Coordinates(BabyJubjubGadget.Double(cs, new(x[0], x[1]))), 2, 2);
        _ = check.HasConstraints(5);
        foreach (BabyPoint p in (BabyPoint[])[BabyPoint.Identity, G, BabyJubjub.Base8, new(Fr.Zero, -Fr.One)])
        {
            BabyPoint twice = BabyJubjub.Double(in p);
            _ = check.Accepts([p.X, p.Y], twice.X, twice.Y).Rejects([p.X, p.Y], twice.X, twice.Y + Fr.One);
        }

        BabyPoint two = BabyJubjub.Double(G);
        _ = check.SurvivesLies([G.X, G.Y], [two.X, two.Y]);
    }

    private static Wire[] Coordinates(EdwardsPoint point) => [point.X, point.Y];
}
