using System.Numerics;
using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Xunit;

namespace Prover.Circuits.Tests.Gadgets;

public sealed class VariableBaseMultiplicationTests
{
    private const int Seed = 50;

    private static readonly GadgetCheck Check = new(
        (cs, x) =>
        {
            MontgomeryPoint result = VariableBaseMultiplication.Apply(cs, x[0], new MontgomeryPoint(x[1], x[2]));
            return [result.U, result.V];
        },
        3,
        2);

    /// <summary>8ℓ − r.</summary>
    private static BigInteger Epsilon => (8 * Order) - Fr.Modulus;

    private static BigInteger Order => BabyJubjub.SubgroupOrder;

    [Fact]
    public void It_costs_1510() => Check.HasConstraints(1510);

    [Fact]
    public void Every_scalar_gives_its_multiple_also_where_partial_sums_are_small_or_hit_the_order()
    {
        BigInteger half = BigInteger.One << 250;
        Numbers numbers = new(Seed);
        BabyPoint q = BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, numbers.Field().ToBigInteger());
        BigInteger[] scalars =
        [
            0, 1, 2, 3, Order - 1, Order, Order + 1, (Order - 1) / 2, (Order + 1) / 2, half - 1, half, half + 1,
            Order - half, (7 * Order) + 5, (8 * Order) - (BigInteger.One << 130), 1 + (BigInteger.One << 249),
            Epsilon - 1, Epsilon, numbers.Field().ToBigInteger(), numbers.Field().ToBigInteger(),
        ];
        foreach (BigInteger scalar in scalars)
        {
            Accepts(scalar, in q);
        }
    }

    [Fact]
    public void A_point_of_order_two_l_works_too()
    {
        BabyPoint q = BabyJubjub.Add(BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, 77), MontgomeryCurve.T2);
        Accepts(0, in q);
        Accepts(1, in q);
        Accepts(new Numbers(Seed + 1).Field().ToBigInteger(), in q);
    }

    [Fact]
    public void The_point_of_order_two_is_refused()
    {
        _ = Check.Rejects([5, 0, 0], 0, 0);
    }

    [Fact]
    public void Another_scalar_or_point_is_refused()
    {
        BabyPoint q = BabyJubjub.Base8;
        MontgomeryValue point = CurvePoints.Montgomery(in q);
        MontgomeryValue result = Expected(1000, in q);
        _ = Check.Rejects([1001, point.U, point.V], result.U, result.V)
            .Rejects([1000, point.U, -point.V], result.U, result.V)
            .Rejects([1000, point.U, point.V], result.U, -result.V);
    }

    [Fact]
    public void The_last_scalars_below_r_are_given_up()
    {
        BabyPoint q = BabyJubjub.Base8;
        MontgomeryValue point = CurvePoints.Montgomery(in q);
        MontgomeryValue result = Expected(Fr.Modulus - 1, in q);
        _ = Check.Rejects([-1, point.U, point.V], result.U, result.V);
    }

    [Fact]
    public void The_form_of_h_plus_r_fails_in_the_one_row_made_for_it()
    {
        // Only for h < ε is there a second form at all. Everything is given as a prover would who wants (h + r)·2Q.
        BabyPoint q = BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, 12345);
        foreach (BigInteger h in (BigInteger[])[0, 9, Epsilon - 1])
        {
            MontgomeryValue point = CurvePoints.Montgomery(in q);
            MontgomeryValue shifted = CurvePoints.Montgomery(BabyJubjub.Add(in q, MontgomeryCurve.T2));
            Fr[] lies = new Fr[VariableBaseHints.Count];
            Fr[] inputs = [Fr.Zero, point.U, point.V, shifted.U, shifted.V];
            VariableBaseHints.ComputeFor(h + Fr.Modulus, inputs, lies);
            MontgomeryValue alias = Expected(h + Fr.Modulus, in q);
            UnsatisfiedConstraint failure = Assert.Single(Check.Refusals(
                [Fr.FromBigInteger(h), point.U, point.V],
                [alias.U, alias.V],
                (info, _) => info.Label == "variable base" ? lies[info.Output] : null));
            Assert.Contains("NonZero", failure.Scope, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_hint_of_a_sample_can_be_changed() => SurvivesLies(83);

    [Fact]
    [Trait("Tier", "long")]
    public void No_hint_can_be_changed() => SurvivesLies(1);

    private static void SurvivesLies(int stride)
    {
        Numbers numbers = new(Seed + 2);
        BabyPoint q = BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, numbers.Field().ToBigInteger());
        Fr scalar = numbers.Field();
        MontgomeryValue point = CurvePoints.Montgomery(in q);
        MontgomeryValue result = Expected(scalar.ToBigInteger(), in q);
        _ = Check.SurvivesLies(stride, [scalar, point.U, point.V], [result.U, result.V]);
    }

    private static void Accepts(BigInteger scalar, in BabyPoint q)
    {
        MontgomeryValue point = CurvePoints.Montgomery(in q);
        MontgomeryValue result = Expected(scalar, in q);
        _ = Check.Accepts([Fr.FromBigInteger(scalar), point.U, point.V], result.U, result.V);
    }

    /// <summary>h·2Q + Q + T₂.</summary>
    private static MontgomeryValue Expected(BigInteger scalar, in BabyPoint q)
    {
        BabyPoint multiple = BabyJubjub.MultiplyVarTime(in q, (2 * scalar) + 1);
        return CurvePoints.Montgomery(BabyJubjub.Add(in multiple, MontgomeryCurve.T2));
    }
}
