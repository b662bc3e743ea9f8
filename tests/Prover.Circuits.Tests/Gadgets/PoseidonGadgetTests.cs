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
    public void Finishing_from_transformed_children_gives_the_same_hash_for_378()
    {
        GadgetCheck check = new((cs, x) => [PoseidonGadget.FinishFromFirstSbox(cs, x)], 8, 1);
        Fr[] children = new Numbers(9).Fields(8);
        _ = check.HasConstraints(378)
            .Accepts(Numbers.Wires(MerkleUpdate.Transform(children)), Poseidon.Hash(children));
    }
}
