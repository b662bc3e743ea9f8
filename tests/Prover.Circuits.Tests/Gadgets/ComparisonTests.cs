using Prover.Circuits.Gadgets;
using Xunit;
using static Prover.Circuits.Tests.GadgetCheck;

namespace Prover.Circuits.Tests.Gadgets;

public sealed class ComparisonTests
{
    [Fact]
    public void IsZero_costs_two_and_only_the_inverse_of_zero_is_free()
    {
        GadgetCheck check = new((cs, x) => [Comparison.IsZero(cs, x[0])], 1, 1);
        _ = check.HasConstraints(2)
            .Accepts(Row(0), 1)
            .Accepts(Row(7), 0)
            .Accepts(Row(-1), 0)
            .Rejects(Row(0), 0)
            .Rejects(Row(7), 1)
            .SurvivesLies(Row(7), Row(0))
            .SurvivesLies(Row(0), Row(1), "inverse");
    }

    [Fact]
    public void IsEqual_costs_two()
    {
        GadgetCheck check = new((cs, x) => [Comparison.IsEqual(cs, x[0], x[1])], 2, 1);
        _ = check.HasConstraints(2);
        _ = check.Accepts(Row(5, 5), 1).Accepts(Row(5, 6), 0).Rejects(Row(5, 6), 1).Rejects(Row(5, 5), 0);
    }

    [Fact]
    public void AssertNonZero_costs_one()
    {
        GadgetCheck check = new(
            (cs, x) =>
            {
                Comparison.AssertNonZero(cs, x[0]);
                return [];
            },
            1);
        _ = check.HasConstraints(1).Accepts(Row(1)).Accepts(Row(-1)).Rejects(Row(0)).SurvivesLies(Row(3), []);
    }

    [Fact]
    public void IsLess_is_right_for_all_pairs_of_three_bits()
    {
        GadgetCheck check = new((cs, x) => [Comparison.IsLess(cs, Of(cs, x[0], 3), Of(cs, x[1], 3))], 2, 1);
        _ = check.HasConstraints(3 + 3 + 4);
        for (int i = 0; i < 64; i++)
        {
            int less = i % 8 < i / 8 ? 1 : 0;
            _ = check.Accepts(Row(i % 8, i / 8), less).Rejects(Row(i % 8, i / 8), 1 - less);
        }

        _ = check.SurvivesLies(Row(3, 5), Row(1)).SurvivesLies(Row(5, 5), Row(0));
    }

    [Fact]
    public void IsLessOrEqual_is_right_for_all_pairs_of_two_bits()
    {
        GadgetCheck check = new((cs, x) => [Comparison.IsLessOrEqual(cs, Of(cs, x[0], 2), Of(cs, x[1], 2))], 2, 1);
        for (int i = 0; i < 16; i++)
        {
            _ = check.Accepts(Row(i % 4, i / 4), i % 4 <= i / 4 ? 1 : 0);
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(252)]
    public void IsLess_is_right_at_the_ends_of_wide_numbers(int width)
    {
        GadgetCheck check = new((cs, x) => [Comparison.IsLess(cs, Of(cs, x[0], width), Of(cs, x[1], width))], 2, 1);
        Wire top = Power(width) - 1;
        _ = check.HasConstraints((3 * width) + 1)
            .Accepts(Row(0, top), 1)
            .Accepts(Row(top, 0), 0)
            .Accepts(Row(top, top), 0)
            .Accepts(Row(top - 1, top), 1);
    }

    [Fact]
    public void Asserted_order_is_right_for_all_pairs_of_three_bits()
    {
        GadgetCheck orEqual = new((cs, x) => Order(cs, x, (cs, a, b) => Comparison.AssertLessOrEqual(cs, a, b)), 2);
        GadgetCheck strict = new((cs, x) => Order(cs, x, (cs, a, b) => Comparison.AssertLess(cs, a, b)), 2);
        _ = orEqual.HasConstraints(9);
        _ = strict.HasConstraints(9);
        for (int i = 0; i < 64; i++)
        {
            Wire[] pair = Row(i % 8, i / 8);
            _ = i % 8 <= i / 8 ? orEqual.Accepts(pair) : orEqual.Rejects(pair);
            _ = i % 8 < i / 8 ? strict.Accepts(pair) : strict.Rejects(pair);
        }

        _ = orEqual.SurvivesLies(Row(2, 6), []);
        _ = strict.SurvivesLies(Row(2, 6), []);
    }

    [Fact]
    public void Comparisons_beyond_252_bits_are_refused()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(
            () => new GadgetCheck((cs, x) => [Comparison.IsLess(cs, Of(cs, x[0], 253), Of(cs, x[1], 1))], 2, 1));
        _ = Assert.Throws<ArgumentOutOfRangeException>(
            () => new GadgetCheck((cs, x) => Order(cs, x, (cs, a, b) => Comparison.AssertLess(cs, a, b), 253), 2));
    }

    private static Wire[] Order(
        CircuitBuilder cs, Wire[] x, Action<CircuitBuilder, Ranged, Ranged> assert, int width = 3)
    {
        assert(cs, Of(cs, x[0], width), Of(cs, x[1], width));
        return [];
    }

    private static Ranged Of(CircuitBuilder cs, Wire x, int width) => Circuits.Gadgets.Range.Prove(cs, x, width);
}
