using System.Globalization;
using System.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

/// <summary>What must hold of 𝔽q and 𝔽r alike, with BigInteger as the oracle.</summary>
public abstract class PrimeFieldContract<T>(ITestOutputHelper output)
    where T : struct, IField<T>
{
    protected abstract BigInteger P { get; }

    [Fact]
    public void Sums_differences_and_products_agree_with_big_integers_at_edges()
    {
        BigInteger[] edges = Edges();
        foreach (BigInteger a in edges)
        {
            foreach (BigInteger b in edges)
            {
                CheckPair(a, b);
            }
        }
    }

    [Fact]
    public void Sums_differences_and_products_agree_with_big_integers_on_random_values()
    {
        Random random = Seeded.Create(output);
        for (int i = 0; i < 500; i++)
        {
            CheckPair(Random(random), Random(random));
        }
    }

    [Fact]
    public void Inverses_agree_with_Fermat_and_give_zero_for_zero()
    {
        Random random = Seeded.Create(output);
        Assert.True(T.Zero.Inverse().IsZero);
        foreach (BigInteger a in Edges().Concat(Enumerable.Range(0, 300).Select(_ => Random(random))))
        {
            T value = From(a);
            Assert.Equal(InverseReference(value), value.Inverse());
            Assert.Equal(a.IsZero ? T.Zero : T.One, value * value.Inverse());
        }
    }

    [Fact]
    public void Inverses_of_numbers_with_long_runs_of_bits_agree_with_Fermat()
    {
        for (int i = 0; i < 254; i++)
        {
            CheckInverse(BigInteger.One << i);
            CheckInverse((BigInteger.One << i) - 1);
            CheckInverse(P - (BigInteger.One << (i % 253)));
            CheckInverse(P >> i);
        }
    }

    [Fact]
    public void Powers_agree_with_big_integers()
    {
        Random random = Seeded.Create(output);
        BigInteger a = Random(random);
        foreach (BigInteger exponent in new[] { 0, 1, 2, 255, 256, P - 1, P, P * P })
        {
            Assert.Equal(BigInteger.ModPow(a, exponent, P), ToBig(Pow(From(a), exponent)));
        }

        Assert.Equal(T.One, Pow(T.Zero, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pow(T.One, -1));
    }

    [Fact]
    public void Any_integer_is_reduced_into_the_field()
    {
        Assert.Equal(BigInteger.Zero, ToBig(Reduce(P)));
        Assert.Equal(P - 1, ToBig(Reduce(-1)));
        Assert.Equal(P - 1, ToBig(Reduce((P * P) - 1)));
        Assert.Equal(BigInteger.Zero, ToBig(Reduce(-P)));
        Assert.Throws<ArgumentOutOfRangeException>(() => From(P));
        Assert.Throws<ArgumentOutOfRangeException>(() => From(-1));
    }

    [Fact]
    public void Bytes_round_trip_in_all_three_forms()
    {
        Random random = Seeded.Create(output);
        foreach (BigInteger a in Edges().Append(Random(random)))
        {
            byte[] bigEndian = Padded(a).Reverse().ToArray();
            Assert.True(TryFromBytes(bigEndian, out T value));
            Assert.Equal(a, ToBig(value));
            Assert.Equal(bigEndian, ToBytes(value));
            Assert.True(TryFromLittleEndian(Padded(a), out value));
            Assert.Equal(a, ToBig(value));
            Assert.Equal(Padded(a), ToLittleEndian(value));
            byte[] montgomery = Padded((a << 256) % P);
            Assert.Equal(montgomery, ToMontgomery(value));
            Assert.True(TryFromMontgomery(montgomery, out value));
            Assert.Equal(a, ToBig(value));
        }
    }

    [Fact]
    public void Bytes_of_numbers_not_below_the_modulus_are_refused()
    {
        foreach (BigInteger a in new[] { P, P + 1, 2 * P, (BigInteger.One << 254) + 1, (BigInteger.One << 256) - 1 })
        {
            Assert.False(TryFromBytes(Padded(a).Reverse().ToArray(), out T value));
            Assert.True(value.IsZero);
            Assert.False(TryFromLittleEndian(Padded(a), out _));
            Assert.False(TryFromMontgomery(Padded(a), out _));
        }

        Assert.False(TryFromBytes(new byte[31], out _));
        Assert.False(TryFromLittleEndian(new byte[33], out _));
        Assert.False(TryFromMontgomery([], out _));
    }

    [Fact]
    public void Text_is_read_in_decimal_and_hexadecimal_and_refused_otherwise()
    {
        Assert.True(TryParse("0", out T value) && value.IsZero);
        Assert.True(TryParse((P - 1).ToString(CultureInfo.InvariantCulture), out value));
        Assert.Equal(P - 1, ToBig(value));
        Assert.True(TryParse("0xff", out value));
        Assert.Equal(255, ToBig(value));
        string?[] malformed = [null, "", " 1", "1 ", "-1", "+1", "1,0", "0x", "0xg", "1e3", new string('9', 200)];
        foreach (string? bad in malformed)
        {
            Assert.False(TryParse(bad, out _));
        }

        Assert.False(TryParse(P.ToString(CultureInfo.InvariantCulture), out _));
    }

    [Fact]
    public void Batch_inversion_agrees_with_single_inversions_and_passes_zeros()
    {
        Random random = Seeded.Create(output);
        T[] values = new T[67];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i % 7 == 0 ? T.Zero : From(Random(random));
        }

        T[] expected = [.. values];
        BatchInversion.InvertReference<T>(expected);
        BatchInversion.Invert<T>(values);
        Assert.Equal(expected, values);
        BatchInversion.Invert<T>([]);
    }

    [Fact]
    public void Roots_are_found_of_squares_and_of_nothing_else()
    {
        Random random = Seeded.Create(output);
        int squares = 0;
        foreach (BigInteger a in Edges().Concat(Enumerable.Range(0, 60).Select(_ => Random(random))))
        {
            bool isSquare = BigInteger.ModPow(a, (P - 1) / 2, P) != P - 1;
            squares += isSquare ? 1 : 0;
            Assert.Equal(isSquare, TrySqrt(From(a), out T root));
            Assert.Equal(isSquare ? From(a) : T.Zero, root.Square());
        }

        Assert.InRange(squares, 10, 70);
    }

    protected abstract T From(BigInteger value);

    protected abstract T Reduce(BigInteger value);

    protected abstract BigInteger ToBig(T value);

    protected abstract T Pow(T value, BigInteger exponent);

    protected abstract T InverseReference(T value);

    protected abstract bool TrySqrt(T value, out T root);

    protected abstract bool TryParse(string? text, out T value);

    protected abstract bool TryFromBytes(byte[] bytes, out T value);

    protected abstract bool TryFromLittleEndian(byte[] bytes, out T value);

    protected abstract bool TryFromMontgomery(byte[] bytes, out T value);

    protected abstract byte[] ToBytes(T value);

    protected abstract byte[] ToLittleEndian(T value);

    protected abstract byte[] ToMontgomery(T value);

    private static byte[] Padded(BigInteger value)
    {
        byte[] bytes = new byte[32];
        Assert.True(value.TryWriteBytes(bytes, out _, isUnsigned: true));
        return bytes;
    }

    private void CheckPair(BigInteger a, BigInteger b)
    {
        T x = From(a);
        T y = From(b);
        Assert.Equal((a + b) % P, ToBig(x + y));
        Assert.Equal((a - b + P) % P, ToBig(x - y));
        Assert.Equal(a * b % P, ToBig(x * y));
        Assert.Equal(a * a % P, ToBig(x.Square()));
        Assert.Equal((a + a) % P, ToBig(x.Double()));
        Assert.Equal((P - a) % P, ToBig(-x));
        Assert.Equal(a == b, x.Equals(y));
    }

    private void CheckInverse(BigInteger value)
    {
        T x = From(value % P);
        Assert.Equal(InverseReference(x), x.Inverse());
    }

    private BigInteger[] Edges()
    {
        BigInteger r = (BigInteger.One << 256) % P;
        return
        [
            0, 1, 2, 3, P - 1, P - 2, (P - 1) / 2, (P + 1) / 2, r, P - r, r * r % P, r - 1,
            (BigInteger.One << 253) - 1, BigInteger.One << 253, P - (BigInteger.One << 253), ulong.MaxValue,
            (BigInteger)ulong.MaxValue + 1, (BigInteger.One << 128) - 1, (BigInteger.One << 192) - 1,
            (BigInteger.One << 255) % P, ((BigInteger.One << 255) - 1) % P,
        ];
    }

    private BigInteger Random(Random random)
    {
        byte[] bytes = new byte[40];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) % P;
    }
}
