using System.Buffers.Binary;
using Prover.Algebra;
using Xunit;

namespace Prover.Groth16.Tests;

public sealed class BatchCoefficientsTests(CubicClaimsFixture fixture) : IClassFixture<CubicClaimsFixture>
{
    private readonly CubicClaims _claims = fixture.Claims;

    [Fact]
    public void They_are_different_and_the_same_again()
    {
        Fr[] rho = BatchCoefficients.FromHash(_claims.Key, _claims.True);

        Assert.Equal(_claims.True.Length, rho.Distinct().Count());
        Assert.DoesNotContain(Fr.Zero, rho);
        Assert.Equal(rho, BatchCoefficients.FromHash(_claims.Key, _claims.True));
        Assert.Equal(rho, BatchCoefficients.Draw(_claims.Key, _claims.True, null));
    }

    [Fact]
    public void They_are_what_their_definition_says()
    {
        Claim claim = _claims.True[3];
        byte[] seed = Keccak256.Hash(
        [
            .. "prover.groth16.batch.v1"u8, .. _claims.Key.Hash(), 0, 0, 0, 0, 0, 0, 0, 1, .. claim.Proof.ToBytes(),
            .. claim.PublicInputs.Span[0].ToBytes(),
        ]);
        byte[] hash = Keccak256.Hash([.. seed, 0, 0, 0, 0, 0, 0, 0, 0]);
        Fr a = Fr.FromUInt64(BinaryPrimitives.ReadUInt64BigEndian(hash));
        Fr b = Fr.FromUInt64(BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(8)));

        Assert.Equal([a + (b * Bn254.Lambda)], BatchCoefficients.FromHash(_claims.Key, [claim]));
    }

    [Fact]
    public void Whatever_changes_in_a_batch_changes_all_of_them()
    {
        Fr[] rho = BatchCoefficients.FromHash(_claims.Key, _claims.True);
        Claim first = _claims.True[0];
        Claim last = _claims.True[^1];
        Claim[][] others =
        [
            [.. _claims.True[1..], first],
            [.. _claims.True, last],
            [first with { PublicInputs = new[] { Fr.Zero } }, .. _claims.True[1..]],
            [.. _claims.True[..^1], last with { Proof = last.Proof with { A = -last.Proof.A } }],
            [.. _claims.True[..^1], last with { Proof = last.Proof with { B = -last.Proof.B } }],
            [.. _claims.True[..^1], last with { Proof = last.Proof with { C = -last.Proof.C } }],
        ];

        Assert.All(others, claims => Assert.Empty(rho.Intersect(BatchCoefficients.FromHash(_claims.Key, claims))));
        var system = new RandomSystem(12, 1, 5, 4);
        using var other = new KeyOnDisk(system);
        Assert.Empty(rho.Intersect(BatchCoefficients.FromHash(other.VerifyingKey, _claims.True)));
        _ = Assert.Throws<ArgumentException>(() => BatchCoefficients.FromHash(
            _claims.Key, [first with { PublicInputs = Array.Empty<Fr>() }]));
    }
}
