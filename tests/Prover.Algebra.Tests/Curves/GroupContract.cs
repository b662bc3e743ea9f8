using System.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

/// <summary>What must hold of G1 and G2 alike.</summary>
public abstract class GroupContract<TGroup, TAffine, TField>(ITestOutputHelper output)
    where TGroup : struct, IGroup<TGroup, TAffine>
    where TAffine : struct, IAffinePoint<TAffine, TField>
    where TField : struct, IField<TField>
{
    private static TGroup Generator => TGroup.FromAffine(TAffine.Generator);

    [Fact]
    public void The_generator_is_on_the_curve_and_has_order_r()
    {
        Assert.True(TAffine.Generator.IsOnCurve());
        Assert.False(TAffine.Generator.IsIdentity);
        Assert.True(MultiplyReference(Generator, Fr.Modulus).IsIdentity);
    }

    [Fact]
    public void Sums_are_those_of_the_chord_and_tangent_rule()
    {
        Random random = Seeded.Create(output);
        for (int i = 0; i < 20; i++)
        {
            TAffine p = Next(random).ToAffine();
            TAffine q = Next(random).ToAffine();
            Assert.Equal(ChordAndTangent(p, q), (TGroup.FromAffine(in p) + TGroup.FromAffine(in q)).ToAffine());
            Assert.Equal(ChordAndTangent(p, p), TGroup.FromAffine(in p).Double().ToAffine());
            Assert.Equal(ChordAndTangent(p, q), (TGroup.FromAffine(in p) + q).ToAffine());
        }
    }

    [Fact]
    public void Sums_are_complete_equal_opposite_and_identity_operands_included()
    {
        TGroup p = Next(Seeded.Create(output));
        TAffine affine = p.ToAffine();
        TGroup rescaled = p + p - TGroup.FromAffine(in affine);
        Assert.Equal(p, rescaled);
        Assert.Equal(p.Double(), p + rescaled);
        Assert.Equal(p.Double(), rescaled + affine);
        Assert.True((p - rescaled).IsIdentity);
        Assert.True((p + (-affine)).IsIdentity);
        Assert.Equal(p, p + TGroup.Identity);
        Assert.Equal(p, TGroup.Identity + p);
        Assert.Equal(p, TGroup.Identity + affine);
        Assert.Equal(p, p + TAffine.Identity);
        Assert.True((TGroup.Identity + TGroup.Identity).IsIdentity);
        Assert.True((TGroup.Identity + TAffine.Identity).IsIdentity);
        Assert.True(TGroup.Identity.Double().IsIdentity);
        Assert.True((-TGroup.Identity).IsIdentity);
        Assert.True(TGroup.Identity.ToAffine().IsIdentity);
        Assert.NotEqual(p, TGroup.Identity);
        Assert.NotEqual(p, -p);
    }

    [Fact]
    public void Scalar_products_agree_with_double_and_add()
    {
        Random random = Seeded.Create(output);
        TGroup p = Next(random);
        foreach (Fr scalar in Scalars(random))
        {
            Assert.Equal(MultiplyReference(p, scalar.ToBigInteger()), p.MultiplyVarTime(in scalar));
            Assert.True(TGroup.Identity.MultiplyVarTime(in scalar).IsIdentity);
        }
    }

    [Fact]
    public void Scalar_products_are_linear()
    {
        Random random = Seeded.Create(output);
        Fr a = RandomField.Next(random);
        Fr b = RandomField.Next(random);
        TGroup p = Next(random);
        Assert.Equal(p.MultiplyVarTime(a + b), p.MultiplyVarTime(in a) + p.MultiplyVarTime(in b));
        Assert.Equal(p.MultiplyVarTime(a * b), p.MultiplyVarTime(in a).MultiplyVarTime(in b));
        Assert.Equal(-p.MultiplyVarTime(in a), p.MultiplyVarTime(-a));
    }

    [Fact]
    public void Normalising_many_equals_normalising_each_identities_included()
    {
        Random random = Seeded.Create(output);
        TGroup[] points = new TGroup[19];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = i % 6 == 0 ? TGroup.Identity : Next(random);
        }

        TAffine[] result = new TAffine[points.Length];
        TGroup.Normalize(points, result);
        Assert.Equal(points.Select(point => point.ToAffine()), result);
        Assert.All(result, point => Assert.True(point.IsOnCurve()));
        TGroup.Normalize([], []);
    }

    [Fact]
    public void Equal_points_have_equal_hash_codes_whatever_their_coordinates()
    {
        TGroup p = Next(Seeded.Create(output));
        TGroup same = TGroup.FromAffine(p.ToAffine());
        Assert.Equal(p, same);
        Assert.Equal(p.GetHashCode(), same.GetHashCode());
        Assert.Equal(p.ToString(), same.ToString());
        Assert.Equal("O", TGroup.Identity.ToString());
    }

    [Fact]
    public void Points_off_the_curve_are_seen()
    {
        TAffine g = TAffine.Generator;
        Assert.False(TAffine.FromCoordinates(g.X, g.Y + TField.One).IsOnCurve());
        Assert.False(TAffine.FromCoordinates(g.Y, g.X).IsOnCurve());
        Assert.True(TAffine.Identity.IsOnCurve());
        Assert.Equal(TAffine.FromCoordinates(g.X, -g.Y), -g);
    }

    [Fact]
    public void The_naive_sum_of_products_is_the_sum_of_the_products()
    {
        Random random = Seeded.Create(output);
        Fr[] scalars = RandomField.Many(random, 5);
        TAffine[] points = [.. scalars.Select(_ => Next(random).ToAffine())];
        points[2] = TAffine.Identity;
        TGroup expected = TGroup.Identity;
        for (int i = 0; i < scalars.Length; i++)
        {
            expected += MultiplyReference(TGroup.FromAffine(in points[i]), scalars[i].ToBigInteger());
        }

        Assert.Equal(expected, Msm(scalars, points));
        Assert.True(Msm([], []).IsIdentity);
        Assert.Throws<ArgumentException>(() => Msm(scalars, points[1..]));
    }

    protected abstract TGroup MultiplyReference(TGroup point, BigInteger scalar);

    protected abstract TGroup Msm(Fr[] scalars, TAffine[] points);

    private static TGroup Next(Random random) =>
        Generator.MultiplyVarTime(Fr.FromUInt64((ulong)random.NextInt64(1, long.MaxValue)));

    private static IEnumerable<Fr> Scalars(Random random) =>
    [
        Fr.Zero, Fr.One, Fr.FromUInt64(2), -Fr.One, -Fr.FromUInt64(2), Fr.FromUInt64(16), Fr.FromUInt64(ulong.MaxValue),
        Fr.Reduce(BigInteger.One << 252), .. RandomField.Many(random, 5),
    ];

    /// <summary>The textbook law for two points that are not opposite and not the identity.</summary>
    private static TAffine ChordAndTangent(TAffine p, TAffine q)
    {
        TField slope = p.Equals(q)
            ? (p.X.Square().Double() + p.X.Square()) * p.Y.Double().Inverse()
            : (q.Y - p.Y) * (q.X - p.X).Inverse();
        TField x = slope.Square() - p.X - q.X;
        return TAffine.FromCoordinates(in x, (slope * (p.X - x)) - p.Y);
    }
}
