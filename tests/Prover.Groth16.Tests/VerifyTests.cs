using Prover.Algebra;
using Xunit;

namespace Prover.Groth16.Tests;

public sealed class VerifyTests : IDisposable
{
    private readonly RandomSystem _system = new(4711, 2, 12, 9);
    private readonly KeyOnDisk _key;
    private readonly Proof _proof;

    public VerifyTests()
    {
        _key = new KeyOnDisk(_system, seed: "verify tests");
        _proof = _key.Prove(_system.Assignment, "proof");
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public void A_proof_survives_its_bytes()
    {
        Assert.True(Proof.TryFromBytes(_proof.ToBytes(), out Proof? back, out string fault), fault);
        Assert.Equal(_proof, back);
    }

    [Fact]
    public void Any_bit_of_a_proof_counts()
    {
        // One bit of each byte, a different one each time: 256 proofs.
        byte[] bytes = _proof.ToBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] altered = [.. bytes];
            altered[i] ^= (byte)(1 << (i % 8));
            bool accepted = Proof.TryFromBytes(altered, out Proof? proof, out string fault)
                && Verify.Proof(_key.VerifyingKey, proof, _system.PublicInputs);
            Assert.False(accepted, $"byte {i}");
            Assert.Equal(proof is null, fault.Length > 0);
        }
    }

    [Fact]
    public void A_proof_of_another_length_is_refused_with_a_reason()
    {
        byte[] bytes = _proof.ToBytes();
        for (int length = 0; length < bytes.Length; length += 15)
        {
            Assert.False(Proof.TryFromBytes(bytes.AsSpan(0, length), out _, out string fault));
            Assert.Equal($"expected a proof of 256 bytes, found {length}", fault);
        }

        Assert.False(Proof.TryFromBytes([.. bytes, 0], out _, out _));
    }

    [Fact]
    public void Points_in_other_places_are_rejected()
    {
        G1Affine other = G1Affine.Generator;
        Proof[] wrong =
        [
            _proof with { A = -_proof.A },
            _proof with { A = other },
            _proof with { A = default },
            _proof with { B = -_proof.B },
            _proof with { B = G2Affine.Generator },
            _proof with { B = default },
            _proof with { C = -_proof.C },
            _proof with { C = _proof.A },
            _proof with { C = default },
            new Proof(_proof.C, _proof.B, _proof.A),
            new Proof(default, default, default),
        ];

        Assert.All(wrong, proof => Assert.False(Verify.Proof(_key.VerifyingKey, proof, _system.PublicInputs)));
    }

    [Fact]
    public void Points_off_the_curve_and_outside_the_subgroup_are_rejected()
    {
        var off = new G1Affine(Fq.One, Fq.One);
        Assert.False(Verify.Proof(_key.VerifyingKey, _proof with { A = off }, _system.PublicInputs));
        Assert.False(Verify.Proof(_key.VerifyingKey, _proof with { C = off }, _system.PublicInputs));
        Assert.False(Verify.Proof(
            _key.VerifyingKey, _proof with { B = Outside.OfSubgroup() }, _system.PublicInputs));
    }

    [Fact]
    public void A_re_randomised_proof_verifies_so_nothing_may_key_on_its_bytes()
    {
        // (A, B, C) and (tA, B/t, C) prove the same.
        Fr t = Fr.FromUInt64(12345);
        var other = new Proof(
            G1.FromAffine(_proof.A).MultiplyVarTime(in t).ToAffine(),
            G2.FromAffine(_proof.B).MultiplyVarTime(t.Inverse()).ToAffine(),
            _proof.C);

        Assert.NotEqual(_proof, other);
        Assert.True(Verify.Proof(_key.VerifyingKey, other, _system.PublicInputs));
    }
}
