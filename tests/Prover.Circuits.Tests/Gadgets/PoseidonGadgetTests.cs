using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Xunit;

namespace Prover.Circuits.Tests.Gadgets;

public sealed class PoseidonGadgetTests
{
    private static readonly int[] Counts =
        [213, 240, 261, 297, 321, 354, 381, 402, 417, 459, 465, 504, 543, 537, 573, 609];

    public static TheoryData<int> InputCounts => [.. Enumerable.Range(1, 16)];

    [Theory]
    [MemberData(nameof(InputCounts))]
    public void Hash_has_circomlibs_count_and_the_native_value(int inputs)
    {
        GadgetCheck check = new((cs, x) => [PoseidonGadget.Hash(cs, x)], inputs, 1);
        _ = check.HasConstraints(Counts[inputs - 1]);
        Fr[] values = new Numbers(inputs).Fields(inputs);
        Fr hash = Poseidon.Hash(values);
        _ = check.Accepts(Numbers.Wires(values), hash)
            .Accepts(new Wire[inputs], Poseidon.Hash(new Fr[inputs]))
            .Rejects(Numbers.Wires(values), hash + Fr.One);
    }

    [Fact]
    public void A_constant_input_saves_three()
    {
        GadgetCheck check = new((cs, x) => [PoseidonGadget.Hash(cs, x[0], 0)], 1, 1);
        _ = check.HasConstraints(237).Accepts([5], Poseidon.Hash([Fr.FromUInt64(5), Fr.Zero]));
    }

    [Fact]
    public void A_hash_of_constants_is_a_constant()
    {
        Fr hash = Poseidon.Hash([Fr.One, Fr.Zero]);
        GadgetCheck check = new((cs, x) => [x[0] * PoseidonGadget.Hash(cs, 1, 0)], 1, 1);
        _ = check.HasConstraints(0).Accepts([2], hash + hash);
    }

    [Fact]
    public void Hashes_of_one_width_in_one_circuit_are_independent()
    {
        // The second and third are copies of the first one's rows; one of them has inputs that are long forms.
        GadgetCheck check = new(
            (cs, x) =>
            {
                Wire first = PoseidonGadget.Hash(cs, x[0], x[1]);
                Wire second = PoseidonGadget.Hash(cs, first + x[0] + 3, x[1] - first);
                return [first, second, PoseidonGadget.Hash(cs, x[1], x[1])];
            },
            2,
            3);
        Fr[] x = new Numbers(31).Fields(2);
        Fr first = Poseidon.Hash(x);
        Fr second = Poseidon.Hash([first + x[0] + Fr.FromUInt64(3), x[1] - first]);
        Fr third = Poseidon.Hash([x[1], x[1]]);
        _ = check.HasConstraints(720)
            .Accepts(Numbers.Wires(x), first, second, third)
            .Rejects(Numbers.Wires(x), first, second + Fr.One, third);
    }

    [Fact]
    public void Finishing_from_transformed_children_gives_the_same_hash_for_378()
    {
        GadgetCheck check = new((cs, x) => [PoseidonGadget.FinishFromFirstSbox(cs, x)], 8, 1);
        Fr[] children = new Numbers(9).Fields(8);
        _ = check.HasConstraints(378)
            .Accepts(Numbers.Wires(MerkleUpdate.Transform(children)), Poseidon.Hash(children));
    }
}
