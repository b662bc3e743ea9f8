using Prover.Algebra;
using Prover.Circuits;
using Xunit;
using CubicCircuit = Prover.Circuit.Cubic.Cubic;

namespace Prover.Groth16.Tests;

/// <summary>Both ways against snarkjs: it verifies our proofs, and proves with our keys what we verify.</summary>
public sealed class SnarkjsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NodeFact]
    public void It_verifies_our_proofs_and_rejects_altered_ones()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new CubicCircuit());
        using var key = new KeyOnDisk(circuit);
        using Witness witness = circuit.Solve(new CubicCircuit { X = 3, Y = 35 });
        Proof proof = key.Prove(witness.Values);
        Write("vkey.json", SnarkjsJson.Write(key.VerifyingKey));
        Write("public.json", SnarkjsJson.Write(witness.PublicInputs));
        Write("other.json", SnarkjsJson.Write([Fr.FromUInt64(36)]));
        Write("proof.json", SnarkjsJson.Write(proof));
        Write("altered.json", SnarkjsJson.Write(proof with { C = -proof.C }));

        Assert.Equal(0, Snarkjs("groth16", "verify", "vkey.json", "public.json", "proof.json"));
        Assert.NotEqual(0, Snarkjs("groth16", "verify", "vkey.json", "other.json", "proof.json"));
        Assert.NotEqual(0, Snarkjs("groth16", "verify", "vkey.json", "public.json", "altered.json"));
    }

    [NodeFact]
    public void We_verify_what_it_proves_with_our_key()
    {
        // A system with sparse and dense wires, identities left out, and several public inputs.
        var system = new RandomSystem(7, 3, 60, 50);
        using var key = new KeyOnDisk(system);
        using (FileStream zkey = File.Create(_folder.File("some.zkey")))
        {
            ExportZkey.Write(key.Key, zkey);
        }

        using (FileStream wtns = File.Create(_folder.File("some.wtns")))
        {
            ExportWtns.Write(system.Assignment, wtns);
        }

        Assert.Equal(0, Snarkjs("groth16", "prove", "some.zkey", "some.wtns", "proof.json", "public.json"));
        Assert.Equal(0, Snarkjs("zkey", "export", "verificationkey", "some.zkey", "vkey.json"));

        Assert.True(SnarkjsJson.TryReadProof(Read("proof.json"), out Proof? proof, out string fault), fault);
        Assert.True(SnarkjsJson.TryReadPublicInputs(Read("public.json"), out Fr[]? inputs, out fault), fault);
        VerifyingKey exported = SnarkjsJson.ReadVerifyingKey(Read("vkey.json"), "vkey.json");
        Assert.Equal(system.PublicInputs, inputs);
        Assert.Equal(key.VerifyingKey.Hash(), exported.Hash());
        Assert.True(Verify.Proof(key.VerifyingKey, proof, inputs));
        inputs[0] += Fr.One;
        Assert.False(Verify.Proof(key.VerifyingKey, proof, inputs));
        Assert.Equal(Compact(SnarkjsJson.Write(key.VerifyingKey)), Compact(Read("vkey.json")));
    }

    private static string Compact(string json) => string.Concat(json.Where(c => !char.IsWhiteSpace(c)));

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);

    private string Read(string name) => File.ReadAllText(_folder.File(name));

    private int Snarkjs(params string[] arguments)
    {
        string program = Path.Combine(NodeFactAttribute.Modules, "snarkjs", "build", "cli.cjs");
        return NodeScript.Run(_folder.Path, program, arguments).ExitCode;
    }
}
