using System.Security.Cryptography;
using Prover.Algebra;
using Prover.Compute;
using Xunit;

namespace Prover.Groth16.Tests;

/// <summary>Batches of claims on every device: accepted exactly when all are true, and the false ones found.</summary>
public sealed class VerifyBatchTests(CubicClaimsFixture fixture) : IClassFixture<CubicClaimsFixture>
{
    private static readonly ComputeBudget Budget = new(2);
    private readonly CubicClaims _claims = fixture.Claims;

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void True_claims_pass_in_any_number_and_repeated(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        for (int count = 0; count <= _claims.True.Length; count++)
        {
            AssertTrue(key, _claims.True[..count]);
        }

        AssertTrue(key, [.. Enumerable.Repeat(_claims.True[0], 3), _claims.True[1]]);
        AssertTrue(key, [.. Enumerable.Range(0, 40).Select(i => _claims.True[i % 7])]);
    }

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void Every_way_to_spoil_a_claim_is_found(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        foreach ((string name, Claim spoilt) in CubicClaims.Spoil(_claims.True[2]))
        {
            Claim[] claims = [.. _claims.True];
            claims[2] = spoilt;
            Assert.False(Verify.Batch(key, claims, Budget), name);
            Assert.True(Verify.FindFalse(key, claims, Budget) is [2], name);
            Assert.False(Verify.BatchReference(_claims.Key, claims), name);
        }
    }

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void A_false_claim_is_found_at_every_position(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        for (int position = 0; position < _claims.True.Length; position++)
        {
            Claim[] claims = [.. _claims.True];
            Proof proof = claims[position].Proof;
            claims[position] = claims[position] with { Proof = proof with { C = -proof.C } };
            AssertFalse(key, claims, position);
        }
    }

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void All_sets_of_false_claims_are_found(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        Claim[] spoilt =
        [
            .. _claims.True.Select(claim => claim with { Proof = claim.Proof with { A = -claim.Proof.A } }),
        ];
        int step = device == "managed" ? 9 : 1;
        for (int set = 1; set < 1 << spoilt.Length; set += step)
        {
            bool IsFalse(int position) => ((set >> position) & 1) == 1;
            int[] positions = [.. Enumerable.Range(0, spoilt.Length)];

            AssertFalse(
                key,
                [.. positions.Select(i => IsFalse(i) ? spoilt[i] : _claims.True[i])],
                [.. positions.Where(IsFalse)]);
        }
    }

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void Swapped_inputs_swapped_points_and_repeated_false_claims_are_found(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        Claim[] claims = [.. _claims.True];
        (Claim second, Claim fifth) = (claims[1], claims[4]);

        claims[1] = second with { PublicInputs = fifth.PublicInputs };
        claims[4] = fifth with { PublicInputs = second.PublicInputs };
        AssertFalse(key, claims, 1, 4);

        claims[1] = second with { Proof = second.Proof with { A = fifth.Proof.A } };
        claims[4] = fifth with { Proof = fifth.Proof with { A = second.Proof.A } };
        AssertFalse(key, claims, 1, 4);

        claims[1] = second with { Proof = second.Proof with { C = fifth.Proof.C } };
        claims[4] = fifth with { Proof = fifth.Proof with { C = second.Proof.C } };
        AssertFalse(key, claims, 1, 4);

        claims[1] = claims[4];
        AssertFalse(key, claims, 1, 4);
    }

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void Points_outside_and_false_equations_are_found_side_by_side(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        Claim[] claims = [.. _claims.True];
        claims[0] = claims[0] with { PublicInputs = Array.Empty<Fr>() };
        claims[2] = claims[2] with { Proof = claims[2].Proof with { B = Outside.OfSubgroup() } };
        claims[3] = claims[3] with { Proof = claims[3].Proof with { C = new G1Affine(Fq.One, Fq.One) } };
        claims[5] = claims[5] with { PublicInputs = claims[6].PublicInputs };
        AssertFalse(key, claims, 0, 2, 3, 5);

        claims[5] = _claims.True[5];
        AssertFalse(key, claims, 0, 2, 3);
    }

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void Errors_that_cancel_in_a_plain_product_do_not_cancel_here(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        Claim Shift(Claim claim, in G1 by) => claim with
        {
            Proof = claim.Proof with { C = (G1.FromAffine(claim.Proof.C) + by).ToAffine() },
        };
        Claim[] claims =
            [Shift(_claims.True[0], G1.Generator), Shift(_claims.True[1], -G1.Generator), _claims.True[2]];
        AssertFalse(key, claims, 0, 1);

        // The coefficients are what keeps them apart: with equal ones the batch holds.
        using var constant = new ConstantGenerator();
        Assert.True(Verify.Batch(key, claims, Budget, constant));
        Assert.Equal(claims.Length, constant.Calls);
    }

    [Theory]
    [DeviceData("managed")]
    [DeviceData("native")]
    public void Coefficients_may_come_from_a_generator(string device)
    {
        using IComputeDevice verifier = DeviceDataAttribute.Make(device);
        using var key = new PreparedVerifyingKey(_claims.Key, verifier);
        using var random = RandomNumberGenerator.Create();
        Claim[] claims = [.. _claims.True];
        Assert.True(Verify.Batch(key, claims, Budget, random));
        Assert.Empty(Verify.FindFalse(key, claims, Budget, random));
        claims[6] = claims[6] with { PublicInputs = claims[5].PublicInputs };
        Assert.False(Verify.Batch(key, claims, Budget, random));
        Assert.Equal([6], Verify.FindFalse(key, claims, Budget, random));
    }

    private static void AssertTrue(PreparedVerifyingKey key, Claim[] claims)
    {
        Assert.True(Verify.Batch(key, claims, Budget));
        Assert.Empty(Verify.FindFalse(key, claims, Budget));
    }

    private static void AssertFalse(PreparedVerifyingKey key, Claim[] claims, params int[] positions)
    {
        Assert.False(Verify.Batch(key, claims, Budget));
        Assert.Equal(positions, Verify.FindFalse(key, claims, Budget));
    }

    /// <summary>The generator that a batch must not be given.</summary>
    private sealed class ConstantGenerator : RandomNumberGenerator
    {
        public int Calls { get; private set; }

        public override void GetBytes(byte[] data) => GetBytes(data.AsSpan());

        public override void GetBytes(Span<byte> data)
        {
            Calls++;
            data.Fill(7);
        }
    }
}
