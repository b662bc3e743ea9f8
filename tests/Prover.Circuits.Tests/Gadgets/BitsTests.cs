using System.Numerics;
using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Xunit;
using static Prover.Circuits.Tests.GadgetCheck;

namespace Prover.Circuits.Tests.Gadgets;

public sealed class BitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(253)]
    public void Decompose_costs_width_constraints_and_is_tight_at_both_ends(int width)
    {
        GadgetCheck check = new((cs, x) => [Bits.Decompose(cs, x[0], width)[width - 1]], 1, 1);
        _ = check.HasConstraints(width)
            .Accepts(Row(0), 0)
            .Accepts(Row(Power(width) - 1), 1)
            .Accepts(Row(Power(width - 1)), 1)
            .Rejects(Row(Power(width)), 0)
            .Rejects(Row(-1), 1);
    }

    [Fact]
    public void No_digit_of_a_decomposition_can_be_a_lie()
    {
        GadgetCheck check = new((cs, x) => Bits.Decompose(cs, x[0], 8), 1, 8);
        _ = check.SurvivesLies(Row(0b10110101), [1, 0, 1, 0, 1, 1, 0, 1]).SurvivesLies(Row(0), new Wire[8]);
    }

    [Fact]
    public void Strict_decomposition_costs_353_and_gives_the_canonical_digits()
    {
        GadgetCheck check = new((cs, x) => Bits.DecomposeStrict(cs, x[0]), 1, 254);
        _ = check.HasConstraints(353);
        foreach (Fr x in (Fr[])[Fr.Zero, Fr.One, -Fr.One, -Fr.FromUInt64(2), .. new Numbers(7).Fields(5)])
        {
            _ = check.Accepts(Row(x), Digits(x.ToBigInteger()));
        }
    }

    [Fact]
    public void Strict_decomposition_refuses_the_digits_of_x_plus_r()
    {
        GadgetCheck check = new((cs, x) => Bits.DecomposeStrict(cs, x[0]), 1, 254);
        foreach (int x in (int[])[0, 1, 5, 1 << 28])
        {
            bool[] lie = [.. Enumerable.Range(0, 254).Select(i => !(((Fr.Modulus + x) >> i) & 1).IsZero)];
            IReadOnlyList<UnsatisfiedConstraint> refusals = check.Refusals(
                Row(x), Digits(Fr.Modulus + x), (info, _) => lie[info.Output] ? Fr.One : Fr.Zero);
            Assert.NotEmpty(refusals);
        }
    }

    [Fact]
    public void No_ninth_digit_of_a_strict_decomposition_can_be_a_lie()
    {
        GadgetCheck check = new((cs, x) => Bits.DecomposeStrict(cs, x[0]), 1, 254);
        Fr x = new Numbers(8).Field();
        _ = check.SurvivesLies(Row(x), Digits(x.ToBigInteger()), stride: 9);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(12, 2)]
    [InlineData(15, 0)]
    [InlineData(16, 0)]
    [InlineData(7, -1)]
    [InlineData(8, 1)]
    [InlineData(10, 3)]
    public void Every_4_bit_number_is_compared_with_the_constant(int constant, int extra)
    {
        GadgetCheck check = new(
            (cs, x) =>
            {
                Bits.AssertLessOrEqualConstant(cs, Bits.Decompose(cs, x[0], 4), constant);
                return [];
            },
            1);
        _ = check.HasConstraints(4 + extra);
        for (int x = 0; x < 16; x++)
        {
            _ = x <= constant ? check.Accepts(Row(x)) : check.Rejects(Row(x));
        }
    }

    [Fact]
    public void Constants_decompose_for_nothing()
    {
        GadgetCheck check = new((cs, x) => [.. Bits.Decompose(cs, 6, 3), x[0]], 1, 4);
        
        // Three rows between public inputs and constants remain.
        _ = check.HasConstraints(3).Accepts(Row(9), 0, 1, 1, 9);
        _ = Assert.Throws<CircuitException>(() => new GadgetCheck((cs, x) => Bits.Decompose(cs, 8, 3), 1));
    }

    private static Wire[] Digits(BigInteger number) =>
        [.. Enumerable.Range(0, 254).Select(i => (Wire)(((number >> i) & 1).IsZero ? 0 : 1))];
}
