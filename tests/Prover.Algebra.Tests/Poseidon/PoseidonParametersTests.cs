using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Prover.Algebra.Tests;

public sealed class PoseidonParametersTests
{
    [Fact]
    public void Generated_constants_and_matrices_equal_those_of_circomlibjs()
    {
        IReadOnlyList<JsonElement> vectors = CircomlibVectors.Section("poseidonConstants");
        Assert.Equal(16, vectors.Count);
        foreach (JsonElement vector in vectors)
        {
            int width = vector.GetProperty("width").GetInt32();
            PoseidonParameters parameters = PoseidonParameters.For(width);
            Assert.Equal(vector.GetProperty("count").GetInt32(), parameters.RoundConstants.Length);
            Assert.Equal(vector.Text("constantsSha256"), Digest(parameters.RoundConstants));
            Assert.Equal(vector.Text("mdsSha256"), Digest(parameters.Mds));
        }
    }

    [Fact]
    public void First_constant_of_width_three_is_the_published_one()
    {
        // circomlib, poseidon_constants.circom, t = 3:
        // 0x0ee9a592ba9a9518d05986d656f40c2114c4993c11bb29938d21d47304cd8e6e.
        Fr expected = Fr.Parse("0x0ee9a592ba9a9518d05986d656f40c2114c4993c11bb29938d21d47304cd8e6e");
        Assert.Equal(expected, PoseidonParameters.For(3).RoundConstants[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(18)]
    public void Other_widths_are_refused(int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PoseidonParameters.For(width));

    [Fact]
    public void Each_part_of_the_optimised_form_has_its_length()
    {
        for (int width = PoseidonParameters.MinWidth; width <= PoseidonParameters.MaxWidth; width++)
        {
            PoseidonParameters parameters = PoseidonParameters.For(width);
            Assert.Same(parameters, PoseidonParameters.For(width));
            Assert.Equal(width * width, parameters.PreSparse.Length);
            Assert.Equal(parameters.PartialRounds, parameters.PartialRoundConstants.Length);
            Assert.Equal(width, parameters.FullRoundConstants(7).Length);
            Assert.Equal(width, parameters.SparseRow(parameters.PartialRounds - 1).Length);
            Assert.Equal(width - 1, parameters.SparseColumn(parameters.PartialRounds - 1).Length);
            Assert.Equal(parameters.PartialRounds * ((2 * width) - 1), parameters.Sparse.Length);
        }
    }

    private static string Digest(ReadOnlySpan<Fr> values)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Fr value in values)
        {
            sha.AppendData(value.ToBytes());
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
