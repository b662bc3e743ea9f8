using System.Text.Json;
using Xunit;

namespace Prover.Algebra.Tests;

public sealed class PoseidonTests
{
    public static TheoryData<int> Widths()
    {
        TheoryData<int> widths = [];
        for (int width = PoseidonParameters.MinWidth; width <= PoseidonParameters.MaxWidth; width++)
        {
            widths.Add(width);
        }

        return widths;
    }

    [Fact]
    public void Hashes_equal_those_of_circomlibjs()
    {
        IReadOnlyList<JsonElement> vectors = CircomlibVectors.Section("poseidon");
        Assert.Equal(64, vectors.Count);
        foreach (JsonElement vector in vectors)
        {
            Fr[] inputs = [.. vector.GetProperty("inputs").EnumerateArray().Select(CircomlibVectors.Field)];
            Fr expected = CircomlibVectors.Field(vector.GetProperty("output"));
            Assert.Equal(expected, Poseidon.Hash(inputs));
            Assert.Equal(expected, PoseidonReference.Hash(inputs));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Fast_permutation_equals_the_textbook(int width)
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        for (int i = 0; i < 3; i++)
        {
            Fr[] fast = RandomField.Many(random, width);
            Fr[] slow = [.. fast];
            Poseidon.Permute(fast);
            PoseidonReference.Permute(slow);
            Assert.True(slow.SequenceEqual(fast), $"seed {seed}");
        }
    }

    [Fact]
    public void Two_input_overload_equals_the_general_one()
    {
        Fr a = Fr.FromUInt64(7);
        Fr b = -Fr.One;
        Assert.Equal(Poseidon.Hash([a, b]), Poseidon.Hash(in a, in b));
    }

    [Fact]
    public void Zero_or_seventeen_inputs_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Poseidon.Hash([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Poseidon.Hash(new Fr[17]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoseidonReference.Hash([]));
    }

    [Fact]
    public void Hashing_does_not_allocate()
    {
        Fr[] inputs = new Fr[16];
        _ = Poseidon.Hash(inputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Poseidon.Hash(inputs);
        _ = Poseidon.Hash(in inputs[0], in inputs[1]);
        _ = Poseidon.Hash(inputs);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
