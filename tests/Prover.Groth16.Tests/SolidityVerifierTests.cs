using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Prover.Algebra;
using Prover.Circuits;
using Prover.Testing;
using Xunit;
using CubicCircuit = Prover.Circuit.Cubic.Cubic;

namespace Prover.Groth16.Tests;

/// <summary>Exported verifiers, compiled and called on a real EVM.</summary>
public sealed class SolidityVerifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NodeFact]
    public void The_example_verifies_what_is_true_and_names_what_is_out_of_range()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new CubicCircuit());
        using var key = new KeyOnDisk(circuit, seed: ExportSolidityTests.CubicSeed);
        using Witness witness = circuit.Solve(new CubicCircuit { X = 3, Y = 35 });
        Proof proof = key.Prove(witness.Values);
        string source = File.ReadAllText(RepositoryRoot.Combine("circuits", "Cubic", "CubicVerifier.sol"));

        BigInteger[] good = Words(proof);
        string[] results = Call(source, "CubicVerifier",
        [
            (good, [35]),
            (good, [36]),
            (Words(proof with { C = -proof.C }), [35]),
            (Words(proof with { B = -proof.B }), [35]),
            (Words(new Proof(default, default, default)), [35]),
            (Words(proof with { A = new G1Affine(Fq.One, Fq.One) }), [35]),
            (Words(proof with { B = Outside.OfSubgroup() }), [35]),
            (good, [35 + Fr.Modulus]),
            (good, [Fr.Modulus]),
            .. Enumerable.Range(0, 8).Select(i => (Raised(good, i), new BigInteger[] { 35 })),
        ]);

        Assert.Equal(
            [
                "true", "false", "false", "false", "false", "false", "false", Input, Input,
                .. Enumerable.Repeat(Coordinate, 8),
            ],
            results);
    }

    [NodeFact]
    public void Any_number_of_public_inputs_works()
    {
        foreach (int count in new[] { 0, 3 })
        {
            var system = new RandomSystem(5, count, 9, 8);
            using var key = new KeyOnDisk(system);
            BigInteger[] proof = Words(key.Prove(system.Assignment));
            BigInteger[] inputs = [.. system.PublicInputs.Select(input => input.ToBigInteger())];
            string source = ExportSolidity.Render(key.VerifyingKey, "V", system.Id, isDevelopment: true);

            var calls = new List<(BigInteger[] Proof, BigInteger[] Inputs)> { (proof, inputs) };
            for (int i = 0; i < count; i++)
            {
                BigInteger[] wrong = [.. inputs];
                wrong[i] = (wrong[i] + 1) % Fr.Modulus;
                calls.Add((proof, wrong));
            }

            Assert.Equal(["true", .. Enumerable.Repeat("false", count)], Call(source, "V", calls));
        }
    }

    private const string Input = "PublicInputNotInField";
    private const string Coordinate = "ProofCoordinateNotInField";

    private static BigInteger[] Raised(BigInteger[] words, int i)
    {
        BigInteger[] raised = [.. words];
        raised[i] += Fq.Modulus;
        return raised;
    }

    private static BigInteger[] Words(Proof proof) =>
        [.. proof.ToBytes().Chunk(32).Select(word => new BigInteger(word, isUnsigned: true, isBigEndian: true))];

    private static string Selector(string error)
    {
        byte[] hash = Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(error + "(uint256)"));
        return "0x" + Convert.ToHexStringLower(hash.AsSpan(0, 4));
    }

    private static string[] Decimals(BigInteger[] numbers) =>
        [.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];

    private string[] Call(
        string source, string contract, IEnumerable<(BigInteger[] Proof, BigInteger[] Inputs)> calls)
    {
        string cases = JsonSerializer.Serialize(new
        {
            source,
            contract,
            errors = new Dictionary<string, string>
            {
                [Selector(Input)] = Input,
                [Selector(Coordinate)] = Coordinate,
            },
            calls = calls.Select(call => new { proof = Decimals(call.Proof), inputs = Decimals(call.Inputs) }),
        });
        File.WriteAllText(_folder.File("cases.json"), cases);
        string script = RepositoryRoot.Combine("tests", "Prover.Groth16.Tests", "evm", "verify.mjs");
        (int exitCode, string output) = NodeScript.Run(_folder.Path, script, NodeFactAttribute.Modules, "cases.json");
        Assert.True(exitCode == 0, output);
        return JsonSerializer.Deserialize<string[]>(output)!;
    }
}
