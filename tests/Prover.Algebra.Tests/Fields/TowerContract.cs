using System.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

/// <summary>The laws of a field, for the extensions of 𝔽q.</summary>
public abstract class TowerContract<T>(ITestOutputHelper output)
    where T : struct, IField<T>
{
    [Fact]
    public void The_laws_of_a_field_hold()
    {
        Random random = Seeded.Create(output);
        for (int i = 0; i < 60; i++)
        {
            T a = Next(random);
            T b = Next(random);
            T c = Next(random);
            Assert.Equal((a * b) * c, a * (b * c));
            Assert.Equal(a * b, b * a);
            Assert.Equal((a * b) + (a * c), a * (b + c));
            Assert.Equal(a, a + b - b);
            Assert.Equal(T.Zero, a + (-a));
            Assert.Equal(a, a * T.One);
            Assert.Equal(a * a, a.Square());
            Assert.Equal(a + a, a.Double());
            Assert.Equal(a.IsZero ? T.Zero : T.One, a * a.Inverse());
        }

        Assert.True(T.Zero.Inverse().IsZero);
    }

    protected abstract T Next(Random random);
}

public sealed class Fq2Tests(ITestOutputHelper output) : TowerContract<Fq2>(output)
{
    private readonly ITestOutputHelper _output = output;

    [Fact]
    public void The_square_of_u_is_minus_one_and_the_conjugate_is_the_qth_power()
    {
        Fq2 u = new(default, Fq.One);
        Assert.Equal(-Fq2.One, u.Square());
        Fq2 a = Next(Seeded.Create(_output));
        Assert.Equal(PlainPower.Of(a, Fq.Modulus), a.Conjugate());
        Assert.Equal(new Fq2(a.Norm(), default), a * a.Conjugate());
        Assert.Equal(a * new Fq2(a.C1, default), a * a.C1);
    }

    [Fact]
    public void Roots_are_found_of_squares_and_of_nothing_else()
    {
        Random random = Seeded.Create(_output);
        Fq2 xi = new(Fq.FromUInt64(9), Fq.One);
        List<Fq2> values = [default, Fq2.One, -Fq2.One, new(Fq.FromUInt64(4), default), new(default, Fq.One)];
        values.AddRange(Enumerable.Range(0, 20).Select(_ => Next(random)));
        foreach (Fq2 value in values)
        {
            Assert.True(value.Square().TrySqrtVarTime(out Fq2 root));
            Assert.Equal(value.Square(), root.Square());
            Assert.Equal(value.IsZero, (value.Square() * xi).TrySqrtVarTime(out _));
        }
    }

    protected override Fq2 Next(Random random) => TowerRandom.Fq2(random);
}

public sealed class Fq6Tests(ITestOutputHelper output) : TowerContract<Fq6>(output)
{
    [Fact]
    public void The_cube_of_v_is_nine_plus_u()
    {
        Fq6 v = new(default, Fq2.One, default);
        Fq2 xi = new(Fq.FromUInt64(9), Fq.One);
        Assert.Equal(new Fq6(in xi, default, default), v * v * v);
        Assert.Equal(v * new Fq6(in xi, default, default), v * xi);
    }

    protected override Fq6 Next(Random random) => TowerRandom.Fq6(random);
}

public sealed class Fq12Tests(ITestOutputHelper output) : TowerContract<Fq12>(output)
{
    private readonly ITestOutputHelper _output = output;

    [Fact]
    public void The_square_of_w_is_v()
    {
        Fq12 w = new(default, Fq6.One);
        Assert.Equal(new Fq12(new Fq6(default, Fq2.One, default), default), w.Square());
    }

    [Fact]
    public void Frobenius_is_the_qth_power_and_the_conjugate_the_sixth_such()
    {
        Fq12 a = Next(Seeded.Create(_output));
        Assert.Equal(a.Pow(Fq.Modulus), a.Frobenius());
        Fq12 six = a;
        for (int i = 0; i < 6; i++)
        {
            six = six.Frobenius();
        }

        Assert.Equal(six, a.Conjugate());
    }

    [Fact]
    public void Powers_add_and_a_negative_exponent_is_refused()
    {
        Fq12 a = Next(Seeded.Create(_output));
        Assert.Equal(a.Pow(1000), a.Pow(999) * a);
        Assert.True(a.Pow(0).IsOne);
        Assert.Throws<ArgumentOutOfRangeException>(() => a.Pow(BigInteger.MinusOne));
    }

    protected override Fq12 Next(Random random) => TowerRandom.Fq12(random);
}
