using System.Numerics;
using Prover.Algebra;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Compute.Tests;

/// <summary>The vector kernels against big integers and the 64-bit arithmetic, at the ends of their ranges.</summary>
public abstract class FieldKernelContract
{
    /// <summary>Largest limb of a first factor: 2.5·2^29.</summary>
    private const long WideLimb = 5L << 28;

    /// <summary>Ends of the limbs of a tidy block.</summary>
    private const long TidyMin = -32;
    private const long TidyMax = (1L << 29) + 32;

    private static readonly BigInteger Radix = BigInteger.One << 261;
    private readonly KernelProbe _probe;
    private readonly Samples _samples;

    private protected FieldKernelContract(Func<KernelProbe?> probe, ITestOutputHelper output)
    {
        _probe = probe()!;
        _samples = new Samples(output);
    }

    [DeviceFact]
    public void A_product_is_right_and_in_its_range_for_all_limbs_that_are_allowed()
    {
        foreach (bool scalars in new[] { true, false })
        {
            BigInteger p = scalars ? Fr.Modulus : Fq.Modulus;
            for (int round = 0; round < 300; round++)
            {
                long[][] a = Samples.Make(_probe.Lanes, _ => Limbs(p, -WideLimb, WideLimb));
                long[][] b = Samples.Make(_probe.Lanes, _ => Limbs(p, TidyMin, TidyMax));
                long[][] product = _probe.Multiply(scalars, a, b);
                for (int lane = 0; lane < _probe.Lanes; lane++)
                {
                    CheckProduct(p, a[lane], b[lane], product[lane]);
                }
            }
        }
    }

    [DeviceFact]
    public void A_butterfly_is_right_for_limbs_of_many_layers()
    {
        for (int round = 0; round < 100; round++)
        {
            long[][] u = Samples.Make(_probe.Lanes, _ => Limbs(Fr.Modulus, -(1L << 33), 1L << 33));
            long[][] v = Samples.Make(_probe.Lanes, _ => LimbsBelowTop(-(1L << 33), 1L << 33));
            BigInteger w = Number(Fr.Modulus);
            (long[][] sum, long[][] difference) = _probe.Butterfly(u, v, KernelProbe.Split(w));
            for (int lane = 0; lane < _probe.Lanes; lane++)
            {
                BigInteger added = KernelProbe.Value(sum[lane]) - KernelProbe.Value(u[lane]);
                Assert.Equal(-added, KernelProbe.Value(difference[lane]) - KernelProbe.Value(u[lane]));
                Assert.True(
                    ((added * Radix) - (KernelProbe.Value(v[lane]) * w)) % Fr.Modulus == 0, Text(v[lane]));
            }
        }
    }

    [DeviceFact]
    public void Tidying_keeps_the_value_and_bounds_the_limbs()
    {
        for (int round = 0; round < 100; round++)
        {
            long[][] a = Samples.Make(_probe.Lanes, _ => Limbs(Fr.Modulus, -(1L << 34), 1L << 34));
            long[][] tidy = _probe.Tidy(a);
            for (int lane = 0; lane < _probe.Lanes; lane++)
            {
                Assert.Equal(KernelProbe.Value(a[lane]), KernelProbe.Value(tidy[lane]));
                Assert.All(tidy[lane][..8], limb => Assert.InRange(limb, TidyMin, TidyMax));
            }
        }
    }

    [DeviceFact]
    public void Loading_multiplies_by_32_and_storing_divides_by_32()
    {
        for (int round = 0; round < 100; round++)
        {
            Fr[] values = Samples.Make(_probe.Lanes, _ => Fr.FromBigInteger(Number(Fr.Modulus)));
            long[][] loaded = _probe.Load(values);
            for (int lane = 0; lane < _probe.Lanes; lane++)
            {
                Assert.All(loaded[lane], limb => Assert.InRange(limb, 0, (1L << 29) - 1));
                Assert.Equal(Memory(values[lane]) * 32, KernelProbe.Value(loaded[lane]));
            }

            Assert.Equal(values, _probe.Store(loaded));
        }
    }

    [DeviceFact]
    public void Storing_reduces_every_lazy_number_to_the_same_bytes()
    {
        for (int round = 0; round < 600; round++)
        {
            foreach (bool scalars in new[] { true, false })
            {
                BigInteger p = scalars ? Fr.Modulus : Fq.Modulus;
                BigInteger[] numbers = Samples.Make(_probe.Lanes, _ => Lazy(p));
                long[][] limbs = Samples.Make(_probe.Lanes, i => Spread(KernelProbe.Split(numbers[i])));
                BigInteger[] stored = scalars
                    ? [.. _probe.Store(limbs).Select(Memory)]
                    : [.. _probe.StoreCoordinates(limbs).Select(Memory)];
                for (int lane = 0; lane < _probe.Lanes; lane++)
                {
                    Assert.InRange(stored[lane], 0, p - 1);
                    Assert.True(((stored[lane] * 32) - numbers[lane]) % p == 0, $"{numbers[lane]}");
                }
            }
        }
    }

    [DeviceFact]
    public void Storing_takes_numbers_just_below_a_multiple_of_32p_with_a_negative_lowest_limb()
    {
        // The limbs above say "not negative", the number is: the estimate of the quotient must not believe them.
        for (int multiple = -7; multiple <= 7; multiple++)
        {
            long[][] limbs = Samples.Make(_probe.Lanes, i =>
            {
                long[] lane = KernelProbe.Split(Fr.Modulus * 32 * multiple);
                lane[0] -= 32L << (4 * i);
                return lane;
            });

            Fr[] stored = _probe.Store(limbs);
            for (int lane = 0; lane < _probe.Lanes; lane++)
            {
                Assert.Equal(Fr.Modulus - (1 << (4 * lane)), Memory(stored[lane]));
            }
        }
    }

    [DeviceFact]
    public void Products_and_squares_of_the_quadratic_field_equal_those_of_the_algebra()
    {
        for (int round = 0; round < 100; round++)
        {
            Fq2[] a = Samples.Make(_probe.Lanes, _ => Quadratic());
            Fq2[] b = Samples.Make(_probe.Lanes, _ => Quadratic());
            (Fq2[] product, Fq2[] square) = _probe.Quadratic(a, b);

            Assert.Equal(Samples.Make(_probe.Lanes, i => a[i] * b[i]), product);
            Assert.Equal(Samples.Make(_probe.Lanes, i => b[i].Square()), square);
        }
    }

    private static void CheckProduct(BigInteger p, long[] a, long[] b, long[] product)
    {
        BigInteger exact = KernelProbe.Value(a) * KernelProbe.Value(b);
        BigInteger found = KernelProbe.Value(product);

        // The range of the comment: exact/R' plus less than 1.5p.
        Assert.True(((found * Radix) - exact) % p == 0, Text(a) + " times " + Text(b));
        Assert.InRange(found * Radix, exact, exact + (3 * p * Radix / 2));
        Assert.All(product[..8], limb => Assert.InRange(limb, 0, (1L << 29) - 1));
    }

    private static BigInteger Memory(Fr value) => MemoryOf(value);

    private static BigInteger Memory(Fq value) => MemoryOf(value);

    private static BigInteger MemoryOf<T>(T value)
        where T : unmanaged =>
        new(System.Runtime.InteropServices.MemoryMarshal.AsBytes(new Span<T>(ref value)), isUnsigned: true);

    private static string Text(long[] limbs) => string.Join(',', limbs);

    private BigInteger Number(BigInteger p) => _samples.Below(8) switch
    {
        0 => 0,
        1 => 1,
        2 => p - 1,
        3 => p - 2,
        4 => (p - 1) >> _samples.Below(254),
        _ => _samples.Scalar().ToBigInteger() % p,
    };

    private Fq2 Quadratic() => new(Coordinate(), Coordinate());

    /// <summary>With bytes in memory that make all limbs as large as they get, or any.</summary>
    private Fq Coordinate()
    {
        BigInteger inMemory = _samples.Below(2) == 0 ? (BigInteger.One << 253) - 1 : Number(Fq.Modulus);
        return Fq.Reduce(inMemory) * Fq.Reduce(BigInteger.One << 256).Inverse();
    }

    /// <summary>Up to ±256p: near multiples of p and of 32p, and anywhere.</summary>
    private BigInteger Lazy(BigInteger p)
    {
        BigInteger multiple = p * (_samples.Below(511) - 255);
        return _samples.Below(4) switch
        {
            0 => multiple,
            1 => multiple + _samples.Below(129) - 64,
            2 => (p * 32 * (_samples.Below(15) - 7)) + _samples.Below(3) - 1,
            _ => multiple + Number(p),
        };
    }

    /// <summary>Limbs of a number below p, or all at an end, or anywhere between the ends.</summary>
    private long[] Limbs(BigInteger p, long min, long max)
    {
        if (_samples.Below(3) == 0)
        {
            return KernelProbe.Split(Number(p) * (_samples.Below(3) == 0 ? 32 : 1));
        }

        return Samples.Make(KernelProbe.Limbs, _ => Between(min, max));
    }

    /// <summary>As <see cref="Limbs"/>, with limb 8 such that the number stays below 300p.</summary>
    private long[] LimbsBelowTop(long min, long max)
    {
        long[] limbs = Samples.Make(KernelProbe.Limbs, _ => Between(min, max));
        limbs[^1] = Between(-(1L << 29), 1L << 29);
        return limbs;
    }

    private long Between(long min, long max) => _samples.Below(3) switch
    {
        0 => min,
        1 => max,
        _ => min + (long)((ulong)_samples.Scalar().GetHashCode() * 0x9E3779B97F4A7C15UL % (ulong)(max - min + 1)),
    };

    /// <summary>The same number with limbs that have not handed on what is above 29 bits, as sums have.</summary>
    private long[] Spread(long[] limbs)
    {
        for (int i = 0; i < KernelProbe.Limbs - 1; i++)
        {
            long moved = _samples.Below(63) - 31;
            limbs[i] += moved << KernelProbe.LimbBits;
            limbs[i + 1] -= moved;
        }

        return limbs;
    }
}
