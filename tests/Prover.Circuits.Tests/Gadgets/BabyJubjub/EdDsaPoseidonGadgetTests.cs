using System.Numerics;
using System.Text.Json;
using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Prover.Testing;
using Xunit;

namespace Prover.Circuits.Tests.Gadgets;

public sealed class EdDsaPoseidonGadgetTests
{
    private const int Seed = 60;

    private static readonly GadgetCheck Check = new(
        (cs, x) =>
        {
            EdDsaPoseidonGadget.Verify(cs, new EdwardsPoint(x[0], x[1]), x[2], new EdwardsPoint(x[3], x[4]), x[5]);
            return [];
        },
        6);

    private static readonly GadgetCheck Twin = new(
        (cs, x) =>
        {
            EdDsaPoseidonReference.Verify(cs, new EdwardsPoint(x[0], x[1]), x[2], new EdwardsPoint(x[3], x[4]), x[5]);
            return [];
        },
        6);

    private static readonly byte[] Key = [.. Enumerable.Range(3, 32).Select(i => (byte)i)];
    private static readonly Case Valid = Case.Sign(Key, Fr.FromUInt64(4711));

    [Fact]
    public void It_costs_2517() => Check.HasConstraints(2517);

    [Fact]
    public void Signatures_of_circomlibjs_are_accepted()
    {
        string file = RepositoryRoot.Combine("tests", "vectors", "circomlibjs", "vectors.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement[] vectors = [.. document.RootElement.GetProperty("signatures").EnumerateArray()];
        Assert.Equal(12, vectors.Length);
        foreach (JsonElement vector in vectors)
        {
            Case signature = new(
                Point(vector, "publicKey"),
                Fr.Parse(vector.GetProperty("message").GetString()!),
                new EdDsaSignature(Point(vector, "r8"), Fr.Parse(vector.GetProperty("s").GetString()!)));
            AgreesWithReference(signature, expected: true);
        }
    }

    [Fact]
    public void Any_changed_part_is_refused()
    {
        BabyPoint r8 = Valid.Signature.R8;
        AgreesWithReference(Valid, expected: true);
        Case[] wrong =
        [
            Valid with { Message = Valid.Message + Fr.One },
            Valid with { Key = BabyJubjub.Negate(Valid.Key) },
            Valid with { Key = EdDsaPoseidon.PublicKey(new byte[32]) },
            Valid with { Key = BabyJubjub.Add(Valid.Key, MontgomeryCurve.T2) },
            Valid with { Key = Valid.Key with { X = Valid.Key.X + Fr.One } },
            Valid.WithR8(r8 with { X = r8.X + Fr.One }),
            Valid.WithR8(BabyJubjub.Negate(in r8)),
            Valid.WithR8(BabyJubjub.Add(in r8, MontgomeryCurve.T2)),
            Valid.WithR8(BabyJubjub.Add(in r8, BabyJubjub.Base8)),
            Valid.WithS(Valid.Signature.S + Fr.One),
            Valid.WithS(-Valid.Signature.S),
            Valid.WithS(Valid.Signature.S + Fr.FromBigInteger(BabyJubjub.SubgroupOrder)),
        ];
        foreach (Case signature in wrong)
        {
            AgreesWithReference(signature, expected: false);
        }
    }

    [Fact]
    public void Keys_of_small_order_are_refused_with_a_signature_that_fits_the_equation()
    {
        for (int i = 0; i < 8; i++)
        {
            BabyPoint small = BabyJubjub.MultiplyVarTime(CurvePoints.Order8, i);
            EdDsaSignature forged = new(BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, 5), Fr.FromUInt64(5));
            AgreesWithReference(new Case(small, Fr.One, forged), expected: false);
        }
    }

    [Fact]
    public void Keys_with_a_part_of_any_small_order_verify_as_outside()
    {
        for (int i = 0; i < 8; i++)
        {
            BabyPoint key = BabyJubjub.Add(
                BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, 11),
                BabyJubjub.MultiplyVarTime(CurvePoints.Order8, i));
            AgreesWithReference(Forge(in key, 11, 17), expected: true);
        }
    }

    [Fact]
    public void The_identity_as_nonce_point_and_tiny_keys_verify_as_outside()
    {
        AgreesWithReference(Forge(BabyJubjub.Base8, 1, 0), expected: true);
        AgreesWithReference(Forge(BabyJubjub.Base8, 1, 1), expected: true);
        AgreesWithReference(Forge(BabyJubjub.Negate(BabyJubjub.Base8), -1, 1), expected: true);
        AgreesWithReference(Forge(BabyJubjub.Double(BabyJubjub.Base8), 2, -1), expected: true);
    }

    [Fact]
    public void Off_curve_points_that_only_share_one_coordinate_are_refused()
    {
        // With R₈ = identity the y of R₈ is 1; another x with it is off the curve.
        Case identity = Forge(BabyJubjub.Base8, 1, 0);
        AgreesWithReference(identity.WithR8(new BabyPoint(Fr.FromUInt64(3), Fr.One)), expected: false);
        AgreesWithReference(Valid with { Key = new BabyPoint(Fr.Zero, Fr.Zero) }, expected: false);
        AgreesWithReference(Valid with { Key = new BabyPoint(Fr.FromUInt64(9), Fr.One) }, expected: false);
        AgreesWithReference(Valid.WithR8(new BabyPoint(Fr.Zero, Fr.Zero)), expected: false);
    }

    [Fact]
    public void Random_signatures_get_the_same_verdict_as_outside()
    {
        Random random = new(Seed);
        for (int i = 0; i < 12; i++)
        {
            byte[] key = new byte[32];
            random.NextBytes(key);
            Case signature = Case.Sign(key, Fr.FromUInt64((ulong)random.NextInt64()));
            AgreesWithReference(signature, expected: true);
            AgreesWithReference(Spoil(signature, random.Next(6)), expected: false);
        }
    }

    [Fact]
    public void The_slow_twin_gives_the_same_verdicts()
    {
        GadgetCheck twin = new(
            (cs, x) =>
            {
                EdDsaPoseidonReference.Verify(
                    cs, new EdwardsPoint(x[0], x[1]), x[2], new EdwardsPoint(x[3], x[4]), x[5]);
                return [];
            },
            6);
        _ = twin.HasConstraints(7423).Accepts(Valid.Inputs())
            .Accepts(Forge(BabyJubjub.Base8, 1, 0).Inputs())
            .Rejects((Valid with { Message = Fr.Zero }).Inputs())
            .Rejects(Valid.WithS(Valid.Signature.S + Fr.FromBigInteger(BabyJubjub.SubgroupOrder)).Inputs())
            .Rejects(new Case(CurvePoints.Order8, Fr.One, new EdDsaSignature(BabyJubjub.Base8, Fr.One)).Inputs());
    }

    [Fact]
    public void No_hint_of_a_sample_can_be_changed() => Check.SurvivesLies(131, Valid.Inputs(), []);

    [Fact]
    [Trait("Tier", "long")]
    public void No_hint_of_a_larger_sample_can_be_changed() => Check.SurvivesLies(3, Valid.Inputs(), []);

    private static Case Spoil(Case signature, int what)
    {
        BabyPoint r8 = signature.Signature.R8;
        return what switch
        {
            0 => signature with { Message = signature.Message + Fr.One },
            1 => signature with { Key = signature.Key with { Y = signature.Key.Y + Fr.One } },
            2 => signature with { Key = BabyJubjub.Double(signature.Key) },
            3 => signature.WithS(signature.Signature.S - Fr.One),
            4 => signature.WithR8(r8 with { Y = -r8.Y }),
            _ => signature.WithR8(BabyJubjub.Double(in r8)),
        };
    }

    /// <summary>A signature made with plain integers, for keys a·B₈ + (small order) and nonces that no wallet
    /// makes.</summary>
    private static Case Forge(in BabyPoint key, BigInteger a, BigInteger nonce)
    {
        BigInteger order = BabyJubjub.SubgroupOrder;
        BabyPoint r8 = BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, (nonce + order) % order);
        Fr message = Fr.FromUInt64(99);
        BigInteger h = EdDsaPoseidon.Challenge(in r8, in key, in message).ToBigInteger();
        BigInteger s = (nonce + (8 * h * a)) % order;
        return new Case(key, message, new EdDsaSignature(r8, Fr.FromBigInteger((s + order) % order)));
    }

    private static void AgreesWithReference(Case signature, bool expected)
    {
        bool outside = EdDsaPoseidon.Verify(signature.Key, signature.Message, signature.Signature);
        Assert.Equal(expected, outside);
        foreach (GadgetCheck gadget in (GadgetCheck[])[Check, Twin])
        {
            _ = outside ? gadget.Accepts(signature.Inputs()) : gadget.Rejects(signature.Inputs());
        }
    }

    private static BabyPoint Point(JsonElement vector, string member)
    {
        JsonElement point = vector.GetProperty(member);
        return new BabyPoint(Fr.Parse(point[0].GetString()!), Fr.Parse(point[1].GetString()!));
    }

    private sealed record Case(BabyPoint Key, Fr Message, EdDsaSignature Signature)
    {
        public static Case Sign(byte[] key, Fr message) =>
            new(EdDsaPoseidon.PublicKey(key), message, EdDsaPoseidon.Sign(key, in message));

        public Case WithR8(BabyPoint r8) => this with { Signature = Signature with { R8 = r8 } };

        public Case WithS(Fr s) => this with { Signature = Signature with { S = s } };

        public Wire[] Inputs() =>
            [Key.X, Key.Y, Message, Signature.R8.X, Signature.R8.Y, Signature.S];
    }
}
