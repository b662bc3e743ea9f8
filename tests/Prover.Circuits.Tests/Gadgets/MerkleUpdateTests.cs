using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Xunit;

namespace Prover.Circuits.Tests.Gadgets;

public sealed class MerkleUpdateTests
{
    private const int Seed = 20;

    [Theory]
    [InlineData(1, 1, 2 * (240 - 6) + 2 + 0 + 6)]
    [InlineData(2, 1, 2 * (297 - 12) + 6 + 1 + 6)]
    [InlineData(3, 1, 780)]
    [InlineData(3, 2, 1560)]
    [InlineData(4, 1, 2 * (609 - 48) + 30 + 11 + 6)]
    public void A_level_has_its_count_and_both_roots_are_right(int bits, int depth, int constraints)
    {
        Case honest = new(bits, depth, new Numbers(Seed));
        _ = new GadgetCheck(Define(bits, depth, Fast), honest.InputCount, 2).HasConstraints(constraints)
            .Accepts(honest.Inputs(transformed: true), honest.OldRoot, honest.NewRoot)
            .Rejects(honest.Inputs(transformed: true), honest.OldRoot, honest.NewRoot + Fr.One)
            .Rejects(honest.Inputs(transformed: true), honest.OldRoot + Fr.One, honest.NewRoot);
    }

    [Fact]
    public void The_plain_twin_costs_818_and_gives_the_same_roots()
    {
        Case honest = new(3, 2, new Numbers(Seed));
        _ = new GadgetCheck(Define(3, 2, MerkleUpdate.ApplyReference), honest.InputCount, 2).HasConstraints(2 * 818)
            .Accepts(honest.Inputs(transformed: false), honest.OldRoot, honest.NewRoot);
    }

    [Fact]
    public void Another_old_leaf_or_position_does_not_open()
    {
        Case honest = new(3, 2, new Numbers(Seed + 1));
        GadgetCheck check = new(Define(3, 2, Fast), honest.InputCount, 2);
        foreach (int i in (int[])[0, 2, 4, 7, 8, 15, 16])
        {
            Wire[] inputs = honest.Inputs(transformed: true);
            inputs[i] = i >= 2 && i < 2 + 6 ? 1 - inputs[i] : inputs[i] + 1;
            _ = check.Rejects(inputs, honest.OldRoot, honest.NewRoot);
        }
    }

    [Fact]
    public void A_constant_top_bit_folds_to_769()
    {
        GadgetCheck check = new(
            (cs, x) =>
            {
                MerkleUpdate.Roots roots = MerkleUpdate.Apply(cs, x[0], x[1], [x[2], x[3], 0], [x[4..12]]);
                return [roots.OldRoot, roots.NewRoot];
            },
            12,
            2);
        _ = check.HasConstraints(756 + 3 + 3 + 1 + 6);
    }

    [Fact]
    public void Opening_costs_392_per_level()
    {
        Case honest = new(3, 2, new Numbers(Seed + 2));
        GadgetCheck check = new(
            (cs, x) => [MerkleUpdate.Open(cs, x[0], x.AsSpan(2, 6), [x[8..16], x[16..24]])], honest.InputCount, 1);
        _ = check.HasConstraints(2 * 392)
            .Accepts(honest.Inputs(transformed: true), honest.OldRoot)
            .Rejects(honest.Inputs(transformed: true), honest.NewRoot);
    }

    private delegate MerkleUpdate.Roots Update(
        CircuitBuilder cs, in Wire oldLeaf, in Wire newLeaf, ReadOnlySpan<Wire> indexBits, ReadOnlySpan<Wire[]> levels);

    private static MerkleUpdate.Roots Fast(
        CircuitBuilder cs,
        in Wire oldLeaf,
        in Wire newLeaf,
        ReadOnlySpan<Wire> indexBits,
        ReadOnlySpan<Wire[]> levels) =>
        MerkleUpdate.Apply(cs, oldLeaf, newLeaf, indexBits, levels);

    private static Func<CircuitBuilder, Wire[], Wire[]> Define(int bits, int depth, Update update) =>
        (cs, x) =>
        {
            Wire[][] levels = new Wire[depth][];
            for (int i = 0; i < depth; i++)
            {
                levels[i] = x.AsSpan(2 + (bits * depth) + (i << bits), 1 << bits).ToArray();
            }

            MerkleUpdate.Roots roots = update(cs, x[0], x[1], x.AsSpan(2, bits * depth), levels);
            return [roots.OldRoot, roots.NewRoot];
        };

    /// <summary>One path with random siblings, hashed natively.</summary>
    private sealed class Case
    {
        private readonly int _bits;
        private readonly Fr _oldLeaf;
        private readonly Fr _newLeaf;
        private readonly int _index;
        private readonly Fr[][] _levels;

        public Case(int bits, int depth, Numbers numbers)
        {
            _bits = bits;
            _oldLeaf = numbers.Field();
            _newLeaf = numbers.Field();
            _index = numbers.Below(1 << (bits * depth));
            _levels = new Fr[depth][];
            OldRoot = _oldLeaf;
            NewRoot = _newLeaf;
            for (int i = 0; i < depth; i++)
            {
                int position = (_index >> (bits * i)) & ((1 << bits) - 1);
                _levels[i] = numbers.Fields(1 << bits);
                _levels[i][position] = NewRoot;
                NewRoot = Poseidon.Hash(_levels[i]);
                _levels[i][position] = OldRoot;
                OldRoot = Poseidon.Hash(_levels[i]);
            }
        }

        public Fr OldRoot { get; }

        public Fr NewRoot { get; }

        public int InputCount => 2 + (_levels.Length * (_bits + (1 << _bits)));

        public Wire[] Inputs(bool transformed)
        {
            List<Wire> inputs = [_oldLeaf, _newLeaf];
            for (int i = 0; i < _bits * _levels.Length; i++)
            {
                inputs.Add((_index >> i) & 1);
            }

            foreach (Fr[] level in _levels)
            {
                inputs.AddRange(Numbers.Wires(transformed ? MerkleUpdate.Transform(level) : level));
            }

            return [.. inputs];
        }
    }
}
