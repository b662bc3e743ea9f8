using System.Numerics;
using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Xunit;

namespace Prover.Circuits.Tests.Gadgets;

public sealed class FixedBaseMultiplicationTests
{
    private const int Seed = 40;

    private static readonly GadgetCheck Check = new(
        (cs, x) =>
        {
            MontgomeryPoint result = FixedBaseMultiplication.Apply(cs, x[0]);
            return [result.U, result.V];
        },
        1,
        2);

    private static BigInteger Order => BabyJubjub.SubgroupOrder;

    [Fact]
    public void It_costs_667() => Check.HasConstraints(667);

    [Fact]
    public void Every_number_below_the_order_gives_its_multiple()
    {
        BigInteger half = BigInteger.One << 250;
        Numbers numbers = new(Seed);
        BigInteger[] scalars =
        [
            0, 1, 2, 7, 8, Order - 1, Order - 2, (Order - 1) / 2, (Order + 1) / 2, half - 1, half, half + 1,
            Order - half, Order - half - 1, BigInteger.One << 249, numbers.Field().ToBigInteger() % Order,
        ];
        foreach (BigInteger scalar in scalars)
        {
            MontgomeryValue expected = Expected(scalar);
            _ = Check.Accepts([Fr.FromBigInteger(scalar)], expected.U, expected.V);
        }
    }

    [Fact]
    public void The_order_and_everything_above_is_refused_although_the_point_is_right()
    {
        BigInteger[] tooLarge = [Order, Order + 1, (2 * Order) - 1, BigInteger.One << 251, Fr.Modulus - 1];
        foreach (BigInteger scalar in tooLarge)
        {
            MontgomeryValue same = Expected(scalar % Order);
            _ = Check.Rejects([Fr.FromBigInteger(scalar)], same.U, same.V);
        }
    }

    [Fact]
    public void Another_multiple_is_refused()
    {
        MontgomeryValue other = Expected(6);
        _ = Check.Rejects([5], other.U, other.V);
    }

    [Fact]
    public void No_hint_of_a_sample_can_be_changed() => SurvivesLies(29);

    [Fact]
    [Trait("Tier", "long")]
    public void No_hint_can_be_changed() => SurvivesLies(1);

    private static void SurvivesLies(int stride)
    {
        BigInteger scalar = new Numbers(Seed + 1).Field().ToBigInteger() % Order;
        MontgomeryValue expected = Expected(scalar);
        _ = Check.SurvivesLies(stride, [Fr.FromBigInteger(scalar)], [expected.U, expected.V]);
    }

    private static MontgomeryValue Expected(BigInteger scalar) => CurvePoints.Montgomery(CurvePoints.Subtract(
        BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, scalar), MontgomeryCurve.T4));
}
