using Prover.Circuits;
using Prover.Testing;
using Xunit;
using CubicCircuit = Prover.Circuit.Cubic.Cubic;

namespace Prover.Groth16.Tests;

public sealed class ExportSolidityTests
{
    /// <summary>Seed of the key whose verifier is checked in as the example.</summary>
    internal const string CubicSeed = "circuits/Cubic example";

    [Fact]
    public void The_verifier_of_the_example_is_the_one_that_is_checked_in()
    {
        string expected = RenderCubic();
        string path = RepositoryRoot.Combine("circuits", "Cubic", "CubicVerifier.sol");
        string found = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        if (found != expected)
        {
            File.WriteAllText(RepositoryRoot.Combine("artifacts", "CubicVerifier.sol"), expected);
        }

        Assert.True(found == expected, "CubicVerifier.sol is not what it should be: artifacts/CubicVerifier.sol.");
    }

    [Fact]
    public void The_heading_names_circuit_key_and_setup()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new CubicCircuit());
        using var key = new KeyOnDisk(circuit);

        string development = ExportSolidity.Render(key.VerifyingKey, "V", circuit.Id, isDevelopment: true);
        string other = ExportSolidity.Render(key.VerifyingKey, "V", circuit.Id, isDevelopment: false);

        Assert.Contains("0x" + Convert.ToHexStringLower(circuit.Id), development);
        Assert.Contains("0x" + Convert.ToHexStringLower(key.VerifyingKey.Hash()), development);
        Assert.Contains("DEVELOPMENT", development);
        Assert.DoesNotContain("DEVELOPMENT", other);
        Assert.DoesNotContain("{{", development);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("A B")]
    [InlineData("A{}")]
    public void A_name_that_is_not_an_identifier_is_refused(string name)
    {
        using var key = new KeyOnDisk(new RandomSystem(1, 0, 3, 2));

        _ = Assert.Throws<ArgumentException>(
            () => ExportSolidity.Render(key.VerifyingKey, name, new byte[32], isDevelopment: true));
    }

    internal static string RenderCubic()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new CubicCircuit());
        using var key = new KeyOnDisk(circuit, seed: CubicSeed);
        return ExportSolidity.Render(key.VerifyingKey, "CubicVerifier", circuit.Id, isDevelopment: true);
    }
}
