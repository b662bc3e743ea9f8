using System.Numerics;
using System.Text.Json;
using Xunit;

namespace Prover.Algebra.Tests;

public sealed class BabyJubjubTests
{
    /// <summary>Order 8: ℓ·G.</summary>
    private static BabyPoint SmallOrder => BabyJubjub.MultiplyVarTime(BabyJubjub.Generator, BabyJubjub.SubgroupOrder);

    [Fact]
    public void Generators_have_their_orders()
    {
        BigInteger order = BabyJubjub.SubgroupOrder;
        Assert.Equal(BabyJubjub.Base8, BabyJubjub.MultiplyVarTime(BabyJubjub.Generator, 8));
        Assert.True(BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, order).IsIdentity);
        Assert.True(BabyJubjub.MultiplyVarTime(BabyJubjub.Generator, 8 * order).IsIdentity);
        Assert.False(BabyJubjub.MultiplyVarTime(BabyJubjub.Generator, 4 * order).IsIdentity);
        Assert.Equal(new BabyPoint(Fr.Zero, -Fr.One), BabyJubjub.MultiplyVarTime(BabyJubjub.Generator, 4 * order));
    }

    [Fact]
    public void A_is_a_square_and_d_is_not_so_that_the_addition_is_complete()
    {
        BigInteger half = (Fr.Modulus - 1) / 2;
        Assert.Equal(Fr.One, BabyJubjub.A.Pow(half));
        Assert.Equal(-Fr.One, BabyJubjub.D.Pow(half));
    }

    [Fact]
    public void Multiples_and_packed_points_equal_those_of_circomlibjs()
    {
        foreach (JsonElement vector in CircomlibVectors.Section("points"))
        {
            BabyPoint start = vector.Text("base") == "Base8" ? BabyJubjub.Base8 : BabyJubjub.Generator;
            BigInteger scalar = BigInteger.Parse(vector.Text("scalar"), null);
            BabyPoint expected = vector.Point("point");
            Assert.Equal(expected, BabyJubjub.MultiplyVarTime(in start, scalar));
            Assert.Equal(vector.Bytes("packed"), BabyJubjub.Pack(in expected));
            Assert.True(BabyJubjub.TryUnpack(vector.Bytes("packed"), out BabyPoint unpacked));
            Assert.Equal(expected, unpacked);
            Assert.True(BabyJubjub.IsOnCurve(in expected));
            Assert.Equal(vector.GetProperty("inSubgroup").GetBoolean(), BabyJubjub.IsInSubgroup(in expected));
        }
    }

    [Fact]
    public void Sums_equal_those_of_circomlibjs()
    {
        foreach (JsonElement vector in CircomlibVectors.Section("additions"))
        {
            BabyPoint a = vector.Point("a");
            BabyPoint b = vector.Point("b");
            Assert.Equal(vector.Point("sum"), BabyJubjub.Add(in a, in b));
        }
    }

    [Fact]
    public void Unpacking_agrees_with_circomlibjs()
    {
        foreach (JsonElement vector in CircomlibVectors.Section("unpack"))
        {
            bool expected = vector.GetProperty("point").ValueKind != JsonValueKind.Null;
            Assert.Equal(expected, BabyJubjub.TryUnpack(vector.Bytes("packed"), out BabyPoint point));
            if (expected)
            {
                Assert.Equal(vector.Point("point"), point);
            }
        }
    }

    [Fact]
    public void Projective_addition_equals_the_affine_law_in_every_special_case()
    {
        BabyPoint g = BabyJubjub.Generator;
        BabyPoint[] points =
        [
            BabyPoint.Identity, g, BabyJubjub.Negate(in g), BabyJubjub.Double(in g), SmallOrder,
            BabyJubjub.Double(SmallOrder), new(Fr.Zero, -Fr.One), BabyJubjub.Base8,
        ];
        foreach (BabyPoint p in points)
        {
            foreach (BabyPoint q in points)
            {
                BabyProjective sum = BabyProjective.Add(BabyProjective.From(in p), BabyProjective.From(in q));
                Assert.Equal(BabyJubjub.Add(in p, in q), sum.ToAffine());
            }

            Assert.Equal(BabyJubjub.Double(in p), BabyProjective.Double(BabyProjective.From(in p)).ToAffine());
            Assert.True(BabyJubjub.Add(in p, BabyJubjub.Negate(in p)).IsIdentity);
        }
    }

    [Fact]
    public void Constant_time_multiplication_equals_double_and_add()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        Fr[] scalars = [Fr.Zero, Fr.One, -Fr.One, .. RandomField.Many(random, 5)];
        foreach (Fr scalar in scalars)
        {
            BabyPoint expected = BabyJubjub.MultiplyVarTime(BabyJubjub.Generator, scalar.ToBigInteger());
            Assert.True(expected == BabyJubjub.Multiply(BabyJubjub.Generator, in scalar), $"seed {seed}");
        }
    }

    [Fact]
    public void Small_multiples_are_repeated_sums()
    {
        BabyPoint sum = BabyPoint.Identity;
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(sum, BabyJubjub.MultiplyVarTime(BabyJubjub.Generator, i));
            sum = BabyJubjub.Add(in sum, BabyJubjub.Generator);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => BabyJubjub.MultiplyVarTime(BabyJubjub.Generator, -1));
    }

    [Fact]
    public void X_is_recovered_up_to_its_sign()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        int found = 0;
        for (int i = 0; i < 40; i++)
        {
            Fr y = RandomField.Next(random);
            if (BabyJubjub.TryRecoverX(in y, out Fr x))
            {
                found++;
                Assert.True(BabyJubjub.IsOnCurve(new BabyPoint(x, y)), $"seed {seed}");
                Assert.True(BabyJubjub.IsOnCurve(new BabyPoint(-x, y)), $"seed {seed}");
                Assert.False(BabyJubjub.IsLarge(in x), $"seed {seed}");
            }
        }

        Assert.InRange(found, 5, 39);
    }

    [Fact]
    public void Packed_forms_that_are_not_canonical_are_refused()
    {
        byte[] one = BabyJubjub.Pack(BabyPoint.Identity);
        Assert.True(BabyJubjub.TryUnpack(one, out BabyPoint identity));
        Assert.True(identity.IsIdentity);
        Assert.False(BabyJubjub.TryUnpack(one.AsSpan(1), out _));
        one[31] |= 0x80; // −0
        Assert.False(BabyJubjub.TryUnpack(one, out _));

        byte[] tooLarge = (Fr.Modulus + 1).ToByteArray(); // the y of the identity, plus r
        Assert.Equal(32, tooLarge.Length);
        Assert.False(BabyJubjub.TryUnpack(tooLarge, out _));
    }

    [Fact]
    public void Points_off_the_curve_are_seen()
    {
        BabyPoint off = BabyJubjub.Base8 with { X = BabyJubjub.Base8.X + Fr.One };
        Assert.False(BabyJubjub.IsOnCurve(in off));
        Assert.False(BabyJubjub.IsInSubgroup(in off));
        Assert.False(BabyJubjub.IsInSubgroup(SmallOrder));
        Assert.True(BabyJubjub.IsInSubgroup(BabyPoint.Identity));
    }
}
