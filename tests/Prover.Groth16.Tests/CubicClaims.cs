using Prover.Algebra;
using Prover.Circuits;
using CubicCircuit = Prover.Circuit.Cubic.Cubic;

namespace Prover.Groth16.Tests;

/// <summary>True claims about the cubic equation, all different, and ways to make them false.</summary>
internal sealed class CubicClaims : IDisposable
{
    private readonly KeyOnDisk _key;

    /// <summary>Claims for x = 1 … count.</summary>
    public CubicClaims(int count)
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new CubicCircuit());
        _key = new KeyOnDisk(circuit, seed: "cubic claims");
        True = new Claim[count];
        for (int i = 0; i < count; i++)
        {
            ulong x = (ulong)i + 1;
            using Witness witness = circuit.Solve(new CubicCircuit { X = x, Y = (x * x * x) + x + 5 });
            Proof proof = Prove.Witness(_key.Resident, witness, KeyOnDisk.Budget);
            True[i] = new Claim(proof, witness.PublicInputs.ToArray());
        }
    }

    public Claim[] True { get; }

    public VerifyingKey Key => _key.VerifyingKey;

    /// <summary>Every way to spoil a claim that a verifier has to see.</summary>
    public static (string Name, Claim Claim)[] Spoil(Claim claim)
    {
        Proof proof = claim.Proof;
        Fr[] inputs = claim.PublicInputs.ToArray();
        Claim With(Proof other) => claim with { Proof = other };
        var off = new G1Affine(Fq.One, Fq.One);
        return
        [
            ("another input", claim with { PublicInputs = new[] { inputs[0] + Fr.One } }),
            ("no input", claim with { PublicInputs = Array.Empty<Fr>() }),
            ("an input too many", claim with { PublicInputs = new[] { inputs[0], Fr.Zero } }),
            ("A off the curve", With(proof with { A = off })),
            ("C off the curve", With(proof with { C = off })),
            ("B off the curve", With(proof with { B = new G2Affine(proof.B.X, proof.B.X) })),
            ("B outside of the subgroup", With(proof with { B = Outside.OfSubgroup() })),
            ("B and something outside of the subgroup", With(proof with
            {
                B = (G2.FromAffine(proof.B) + Outside.OfSubgroup()).ToAffine(),
            })),
            ("A is the identity", With(proof with { A = default })),
            ("B is the identity", With(proof with { B = default })),
            ("C is the identity", With(proof with { C = default })),
            ("all are the identity", With(new Proof(default, default, default))),
            ("A negated", With(proof with { A = -proof.A })),
            ("B negated", With(proof with { B = -proof.B })),
            ("C negated", With(proof with { C = -proof.C })),
            ("A and C swapped", With(new Proof(proof.C, proof.B, proof.A))),
            ("B another point", With(proof with { B = G2Affine.Generator })),
        ];
    }

    public void Dispose() => _key.Dispose();
}
