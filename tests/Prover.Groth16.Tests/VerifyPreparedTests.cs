using Prover.Algebra;
using Prover.Compute;
using Xunit;

namespace Prover.Groth16.Tests;

/// <summary>Verification with a prepared key, on every device.</summary>
public sealed class VerifyPreparedTests(CubicClaimsFixture fixture) : IClassFixture<CubicClaimsFixture>
{
    private static readonly ComputeBudget Budget = new(2);
    private readonly CubicClaims _claims = fixture.Claims;

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void True_claims_pass_and_every_spoilt_one_fails(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        foreach (Claim claim in _claims.True)
        {
            Assert.True(Verify.Proof(key, claim.Proof, claim.PublicInputs.Span, Budget));
        }

        foreach ((string name, Claim claim) in CubicClaims.Spoil(_claims.True[0]))
        {
            Assert.False(Verify.Proof(key, claim.Proof, claim.PublicInputs.Span, Budget), name);
            Assert.False(Verify.Proof(_claims.Key, claim.Proof, claim.PublicInputs.Span), name);
        }
    }

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void It_says_what_verification_without_a_device_says(string device)
    {
        // Two private systems with other numbers of inputs, and each proof under each key.
        RandomSystem[] systems = [new(1, 1, 6, 5), new(2, 1, 7, 6), new(3, 4, 9, 8)];
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        foreach (RandomSystem proven in systems)
        {
            using var made = new KeyOnDisk(proven, seed: "prepared");
            Proof proof = made.Prove(proven.Assignment);
            foreach (RandomSystem asked in systems)
            {
                using var other = new KeyOnDisk(asked, seed: "prepared");
                using var key = new PreparedVerifyingKey(other.VerifyingKey, verifier);
                Fr[] inputs = proven.PublicInputs;
                bool expected = Verify.Proof(other.VerifyingKey, proof, inputs);

                Assert.Equal(ReferenceEquals(proven, asked), expected);
                Assert.Equal(expected, Verify.Proof(key, proof, inputs, Budget));
            }
        }
    }

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void A_re_randomised_proof_passes(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        Claim claim = _claims.True[0];
        Fr t = Fr.FromUInt64(98765);
        var other = new Proof(
            G1.FromAffine(claim.Proof.A).MultiplyVarTime(in t).ToAffine(),
            G2.FromAffine(claim.Proof.B).MultiplyVarTime(t.Inverse()).ToAffine(),
            claim.Proof.C);

        Assert.True(Verify.Proof(key, other, claim.PublicInputs.Span, Budget));
    }

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void A_cancelled_budget_ends_it_with_an_exception_and_not_with_a_verdict(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        var cancelled = new ComputeBudget(2, Cancellation: new CancellationToken(canceled: true));

        _ = Assert.ThrowsAny<OperationCanceledException>(() => Verify.Proof(
            key, _claims.True[0].Proof, _claims.True[0].PublicInputs.Span, cancelled));
        _ = Assert.ThrowsAny<OperationCanceledException>(() => Verify.Batch(key, _claims.True, cancelled));
    }
}
