using System.Numerics;
using System.Runtime.CompilerServices;

namespace Prover.Algebra;

/// <remarks>
/// The inverse by the binary gcd that works on 64-bit approximations of its two numbers.
/// Source: Pornin, "Optimized binary GCD for modular inversion", ePrint 2020/972, algorithm 2.
/// </remarks>
internal static partial class Montgomery<TModulus>
{
    /// <summary>Halvings per round; the factors of a round then fit into 32 bits with sign.</summary>
    private const int InnerSteps = 31;

    /// <summary>17 · 31 = 527 halvings; 2·254 − 1 = 507 are enough, more change only the scale.</summary>
    private const int OuterSteps = 17;

    private const ulong LowMask = (1UL << InnerSteps) - 1;

    /// <summary>R²·a⁻¹ mod p, which is the Montgomery form of the inverse of what a stands for; 0 for 0.</summary>
    /// <remarks>
    /// Invariants, with y the input and s falling by a known power of 2 each round: a ≡ u·y·s, b ≡ v·y·s (mod p),
    /// b odd, gcd(a, b) = 1. At the end a = 0 and b = 1, so v is the inverse up to that power.
    /// The steps and the memory touched do not depend on the value.
    /// </remarks>
    public static Limbs Inverse(in Limbs value)
    {
        Limbs a = value;
        Limbs b = new(TModulus.P0, TModulus.P1, TModulus.P2, TModulus.P3);
        Limbs u = new(1, 0, 0, 0);
        Limbs v = default;
        for (int round = 0; round < OuterSteps; round++)
        {
            Factors factors = InnerLoop(in a, in b);
            Limbs nextA = Combine(in a, in b, factors.F0, factors.G0, out long signA);
            Limbs nextB = Combine(in a, in b, factors.F1, factors.G1, out long signB);
            Limbs nextU = CombineModulo(in u, in v, (factors.F0 ^ signA) - signA, (factors.G0 ^ signA) - signA);
            v = CombineModulo(in u, in v, (factors.F1 ^ signB) - signB, (factors.G1 ^ signB) - signB);
            a = nextA;
            b = nextB;
            u = nextU;
        }

        return Multiply(in v, in InverseScale.Value);
    }

    /// <summary>Thirty-one steps on the low 31 and the top 33 bits of a and b.</summary>
    /// <remarks>
    /// The low bits decide parity exactly, the top bits decide a &lt; b nearly always rightly; a wrong decision makes
    /// the next a or b negative and is mended by a change of sign (the source's section 3.2).
    /// Both factors of a row travel in one word: f + g·2^32.
    /// </remarks>
    private static Factors InnerLoop(in Limbs a, in Limbs b)
    {
        // Copied, since variables that were passed by reference stay in memory.
        Approximate(in a, in b, out ulong aApproximate, out ulong bApproximate);
        ulong x = aApproximate;
        ulong y = bApproximate;
        ulong row0 = 1;
        ulong row1 = 1UL << 32;
        for (int i = 0; i < InnerSteps; i++)
        {
            ulong odd = 0UL - (x & 1);
            ulong borrow = 0;
            _ = SubtractBorrow(x, y, ref borrow);
            ulong swap = odd & (0UL - borrow);
            ulong difference = (x ^ y) & swap;
            x ^= difference;
            y ^= difference;
            difference = (row0 ^ row1) & swap;
            row0 ^= difference;
            row1 ^= difference;
            x = (x - (y & odd)) >> 1;
            row0 -= row1 & odd;
            row1 <<= 1;
        }

        return new Factors(row0, row1);
    }

    /// <summary>Both numbers if below 2^64; otherwise their low 31 bits and, aligned, top 33 bits.</summary>
    private static void Approximate(in Limbs a, in Limbs b, out ulong x, out ulong y)
    {
        // (high, next) are the two limbs that end at the topmost limb where a or b is not zero.
        ulong found = 0;
        ulong aHigh = 0;
        ulong aNext = 0;
        ulong bHigh = 0;
        ulong bNext = 0;
        Choose(a.L3, a.L2, b.L3, b.L2, ref found, ref aHigh, ref aNext, ref bHigh, ref bNext);
        Choose(a.L2, a.L1, b.L2, b.L1, ref found, ref aHigh, ref aNext, ref bHigh, ref bNext);
        Choose(a.L1, a.L0, b.L1, b.L0, ref found, ref aHigh, ref aNext, ref bHigh, ref bNext);

        // A shift by 64 is no shift in C#: hence the shift by 1 and then by 63 − zeros.
        int zeros = BitOperations.LeadingZeroCount(aHigh | bHigh);
        ulong aTop = (aHigh << zeros) | ((aNext >> 1) >> (63 - zeros));
        ulong bTop = (bHigh << zeros) | ((bNext >> 1) >> (63 - zeros));
        x = (((a.L0 & LowMask) | ((aTop >> InnerSteps) << InnerSteps)) & found) | (a.L0 & ~found);
        y = (((b.L0 & LowMask) | ((bTop >> InnerSteps) << InnerSteps)) & found) | (b.L0 & ~found);
    }

    /// <summary>Takes these two limbs of a and b if one upper limb is not zero and nothing was found before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Choose(
        ulong a1, ulong a0, ulong b1, ulong b0,
        ref ulong found, ref ulong aHigh, ref ulong aNext, ref ulong bHigh, ref ulong bNext)
    {
        ulong any = a1 | b1;
        ulong take = (0UL - ((any | (0UL - any)) >> 63)) & ~found;
        aHigh |= a1 & take;
        aNext |= a0 & take;
        bHigh |= b1 & take;
        bNext |= b0 & take;
        found |= take;
    }

    /// <summary>|a·f + b·g| / 2^31, an exact division; sign is −1 if the sum was negative, else 0.</summary>
    /// <remarks>|f| + |g| ≤ 2^31 and a, b &lt; 2^254, so that the sum fits into five limbs with sign.</remarks>
    private static Limbs Combine(in Limbs a, in Limbs b, long f, long g, out long sign)
    {
        LinearSum(in a, in b, f, g, out ulong t0, out ulong t1, out ulong t2, out ulong t3, out ulong t4);
        ulong r0 = (t0 >> InnerSteps) | (t1 << (64 - InnerSteps));
        ulong r1 = (t1 >> InnerSteps) | (t2 << (64 - InnerSteps));
        ulong r2 = (t2 >> InnerSteps) | (t3 << (64 - InnerSteps));
        ulong r3 = (t3 >> InnerSteps) | (t4 << (64 - InnerSteps));
        sign = (long)t4 >> 63;
        ulong mask = (ulong)sign;
        ulong carry = mask & 1;
        r0 = AddCarry(r0 ^ mask, 0, ref carry);
        r1 = AddCarry(r1 ^ mask, 0, ref carry);
        r2 = AddCarry(r2 ^ mask, 0, ref carry);
        r3 = AddCarry(r3 ^ mask, 0, ref carry);
        return new Limbs(r0, r1, r2, r3);
    }

    /// <summary>(u·f + v·g) / 2^64 mod p, in [0, p): one Montgomery step.</summary>
    private static Limbs CombineModulo(in Limbs u, in Limbs v, long f, long g)
    {
        LinearSum(in u, in v, f, g, out ulong t0, out ulong t1, out ulong t2, out ulong t3, out ulong t4);
        ulong q = t0 * TModulus.NegativeInverse;
        ulong high = MultiplyAdd(q, TModulus.P0, t0, 0, out _);
        high = MultiplyAdd(q, TModulus.P1, t1, high, out t0);
        high = MultiplyAdd(q, TModulus.P2, t2, high, out t1);
        high = MultiplyAdd(q, TModulus.P3, t3, high, out t2);
        t3 = high + t4;

        // −2^31·p ≤ sum < 2^31·p, so that the quotient lies in (−p, 2p): mend the sign, then reduce once.
        ulong mask = (ulong)((long)t3 >> 63);
        ulong carry = 0;
        t0 = AddCarry(t0, TModulus.P0 & mask, ref carry);
        t1 = AddCarry(t1, TModulus.P1 & mask, ref carry);
        t2 = AddCarry(t2, TModulus.P2 & mask, ref carry);
        t3 = AddCarry(t3, TModulus.P3 & mask, ref carry);
        return ReduceOnce(t0, t1, t2, t3);
    }

    /// <summary>a·f + b·g as five limbs in two's complement.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LinearSum(
        in Limbs a, in Limbs b, long f, long g, out ulong t0, out ulong t1, out ulong t2, out ulong t3, out ulong t4)
    {
        Scale(in a, f, out t0, out t1, out t2, out t3, out t4);
        Scale(in b, g, out ulong s0, out ulong s1, out ulong s2, out ulong s3, out ulong s4);
        ulong carry = 0;
        t0 = AddCarry(t0, s0, ref carry);
        t1 = AddCarry(t1, s1, ref carry);
        t2 = AddCarry(t2, s2, ref carry);
        t3 = AddCarry(t3, s3, ref carry);
        t4 = AddCarry(t4, s4, ref carry);
    }

    /// <summary>a·factor as five limbs in two's complement: the size first, then the sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(
        in Limbs a, long factor, out ulong t0, out ulong t1, out ulong t2, out ulong t3, out ulong t4)
    {
        ulong mask = (ulong)(factor >> 63);
        ulong size = ((ulong)factor ^ mask) - mask;
        ulong high = MultiplyAdd(a.L0, size, 0, 0, out t0);
        high = MultiplyAdd(a.L1, size, high, 0, out t1);
        high = MultiplyAdd(a.L2, size, high, 0, out t2);
        t4 = MultiplyAdd(a.L3, size, high, 0, out t3);
        ulong carry = mask & 1;
        t0 = AddCarry(t0 ^ mask, 0, ref carry);
        t1 = AddCarry(t1 ^ mask, 0, ref carry);
        t2 = AddCarry(t2 ^ mask, 0, ref carry);
        t3 = AddCarry(t3 ^ mask, 0, ref carry);
        t4 = AddCarry(t4 ^ mask, 0, ref carry);
    }

    /// <summary>The four factors of a round, taken out of their packed words.</summary>
    /// <remarks>Every factor lies in [−2^31, 2^31]; the bias makes both halves of a word non-negative.</remarks>
    private readonly struct Factors(ulong row0, ulong row1)
    {
        private const ulong Bias = 0x7FFFFFFF_7FFFFFFF;

        public long F0 => (long)((row0 + Bias) & 0xFFFFFFFF) - 0x7FFFFFFF;

        public long G0 => (long)((row0 + Bias) >> 32) - 0x7FFFFFFF;

        public long F1 => (long)((row1 + Bias) & 0xFFFFFFFF) - 0x7FFFFFFF;

        public long G1 => (long)((row1 + Bias) >> 32) - 0x7FFFFFFF;
    }

    /// <summary>R³ · 2^(33·17) mod p: takes back the factor 2^(31 − 64) of each round.</summary>
    private static class InverseScale
    {
        public static readonly Limbs Value = Make();

        private static Limbs Make()
        {
            Limbs power = new(1, 0, 0, 0);
            for (int i = 0; i < (3 * 256) + ((64 - InnerSteps) * OuterSteps); i++)
            {
                power = Add(in power, in power);
            }

            return power;
        }
    }
}
