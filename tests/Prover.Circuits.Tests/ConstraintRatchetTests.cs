using System.Globalization;
using Prover.Circuit.Cubic;
using Prover.Circuit.PoseidonChain;
using Prover.Circuits.Gadgets;
using Prover.Circuits.Testing;
using Prover.Testing;
using Xunit;
using Range = Prover.Circuits.Gadgets.Range;

namespace Prover.Circuits.Tests;

/// <summary>Exact sizes of the gadgets: a change of one must change the file in the same commit.</summary>
public sealed class ConstraintRatchetTests
{
    private static readonly Dictionary<string, Func<ICircuit>> Entries = new()
    {
        ["circuits/Cubic"] = () => new Cubic(),
        ["circuits/PoseidonChain"] = () => new PoseidonChain(),
        ["Bits.Decompose(64)"] = () => Gadget((cs, x) => Bits.Decompose(cs, x[0], 64), 1),
        ["Bits.Decompose(253)"] = () => Gadget((cs, x) => Bits.Decompose(cs, x[0], 253), 1),
        ["Bits.DecomposeStrict"] = () => Gadget((cs, x) => Bits.DecomposeStrict(cs, x[0]), 1),
        ["Comparison.IsZero"] = () => Gadget((cs, x) => [Comparison.IsZero(cs, x[0])], 1),
        ["Comparison.IsLess(128)"] = () => Gadget(
            (cs, x) => [Comparison.IsLess(cs, Range.Prove(cs, x[0], 128), Range.Prove(cs, x[1], 128))], 2),
        ["Selection.Mux(8)"] = () => Gadget((_, x) => [Selection.Mux(x.AsSpan(0, 3), x.AsSpan(3))], 11),
        ["Selection.Demux(8)"] = () => Gadget((_, x) => Selection.Demux(x.AsSpan(0, 3), x[3]), 4),
        ["Poseidon(2)"] = () => Gadget((cs, x) => [PoseidonGadget.Hash(cs, x)], 2),
        ["Poseidon(4)"] = () => Gadget((cs, x) => [PoseidonGadget.Hash(cs, x)], 4),
        ["Poseidon(8)"] = () => Gadget((cs, x) => [PoseidonGadget.Hash(cs, x)], 8),
        ["Poseidon(16)"] = () => Gadget((cs, x) => [PoseidonGadget.Hash(cs, x)], 16),
        ["MerkleUpdate(8, 1 level)"] = () => Gadget(
            (cs, x) =>
            {
                MerkleUpdate.Roots roots = MerkleUpdate.Apply(cs, x[0], x[1], x.AsSpan(2, 3), [x[5..]]);
                return [roots.OldRoot, roots.NewRoot];
            },
            13),
        ["PermutationNetwork(16 rows, 5 columns)"] = () => Gadget(Shuffle, 80),
        ["EdDsaPoseidon"] = () => Gadget(
            (cs, x) =>
            {
                EdDsaPoseidonGadget.Verify(cs, new EdwardsPoint(x[0], x[1]), x[2], new EdwardsPoint(x[3], x[4]), x[5]);
                return [];
            },
            6),
    };

    [Fact]
    public void Sizes_are_those_of_the_baseline()
    {
        string path = RepositoryRoot.Combine("bench", "baselines", "constraints.csv");
        string expected = "circuit,constraints,wires,nonzeros A,nonzeros B,nonzeros C\n"
            + string.Concat(Entries.Select(entry => Line(entry.Key, CompiledCircuit.Compile(entry.Value()))));
        Assert.True(expected == File.ReadAllText(path), $"bench/baselines/constraints.csv should be:\n{expected}");
    }

    private static string Line(string name, CompiledCircuit circuit)
    {
        R1cs r1cs = circuit.R1cs;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\"{name}\",{r1cs.ConstraintCount},{r1cs.WireCount},"
            + $"{r1cs.A.NonZeros},{r1cs.B.NonZeros},{r1cs.C.NonZeros}\n");
    }

    private static GadgetCircuit Gadget(Func<CircuitBuilder, Wire[], Wire[]> define, int inputs) =>
        new(define, inputs, 0);

    private static Wire[] Shuffle(CircuitBuilder cs, Wire[] x)
    {
        Wire[][] rows = [.. x.Chunk(5)];
        _ = PermutationNetwork.Permute(cs, rows, [.. rows.Select(row => row[0])], PermutationNetwork.Ascending);
        return [];
    }
}
