using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Xunit;
using static Prover.Circuits.Tests.GadgetCheck;

namespace Prover.Circuits.Tests.Gadgets;

public sealed class SelectionTests
{
    private static readonly Wire[] Options = [11, 22, 33, 44, 55, 66, 77, 88];

    [Fact]
    public void Select_costs_one()
    {
        GadgetCheck check = new((_, x) => [Selection.Select(x[0], x[1], x[2])], 3, 1);
        _ = check.HasConstraints(1).Accepts(Row(1, 5, 6), 5).Accepts(Row(0, 5, 6), 6).Rejects(Row(0, 5, 6), 5);
    }

    [Fact]
    public void Mux_of_eight_costs_seven_and_finds_each_place()
    {
        GadgetCheck check = new((_, x) => [Selection.Mux(x.AsSpan(0, 3), x.AsSpan(3))], 11, 1);
        _ = check.HasConstraints(7);
        for (int i = 0; i < 8; i++)
        {
            _ = check.Accepts([.. BitsOf(i), .. Options], Options[i])
                .Rejects([.. BitsOf(i), .. Options], Options[(i + 1) % 8]);
        }
    }

    [Fact]
    public void Demux_to_eight_costs_seven_and_finds_each_place()
    {
        GadgetCheck check = new((_, x) => Selection.Demux(x.AsSpan(0, 3), x[3]), 4, 8);
        _ = check.HasConstraints(7);
        for (int i = 0; i < 8; i++)
        {
            Wire[] places = new Wire[8];
            places[i] = 99;
            _ = check.Accepts([.. BitsOf(i), 99], places).Rejects([.. BitsOf(i ^ 4), 99], places);
        }
    }

    [Fact]
    public void Lookup_of_constants_costs_four_monomials()
    {
        Fr[] table = new Numbers(3).Fields(8);
        GadgetCheck check = new((cs, x) => [Selection.Lookup(cs, Selection.Monomials(x), table)], 3, 1);
        _ = check.HasConstraints(4);
        for (int i = 0; i < 8; i++)
        {
            _ = check.Accepts(BitsOf(i), table[i]);
        }
    }

    [Fact]
    public void Constant_bits_fold()
    {
        GadgetCheck check = new((_, x) => [Selection.Mux([x[0], 0, 0], x.AsSpan(1))], 9, 1);
        _ = check.HasConstraints(1).Accepts([1, .. Options], 22);
    }

    [Fact]
    public void Options_must_be_a_power_of_two() =>
        Assert.Throws<ArgumentException>(
            () => new GadgetCheck((_, x) => [Selection.Mux(x, Options.AsSpan(0, 3))], 2, 1));

    [Fact]
    public void Logic_has_its_truth_tables()
    {
        GadgetCheck check = new(
            (_, x) => [Logic.And(x[0], x[1]), Logic.Or(x[0], x[1]), Logic.Xor(x[0], x[1]), Logic.Not(x[0])], 2, 4);
        _ = check.HasConstraints(3)
            .Accepts(Row(0, 0), 0, 0, 0, 1)
            .Accepts(Row(0, 1), 0, 1, 1, 1)
            .Accepts(Row(1, 0), 0, 1, 1, 0)
            .Accepts(Row(1, 1), 1, 1, 0, 0);
    }

    private static Wire[] BitsOf(int i) => [i & 1, (i >> 1) & 1, (i >> 2) & 1];
}
