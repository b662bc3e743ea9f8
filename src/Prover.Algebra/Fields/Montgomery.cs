using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Prover.Algebra;

/// <summary>Arithmetic modulo a 254-bit prime p on four 64-bit limbs in Montgomery form, R = 2^256.</summary>
/// <remarks>
/// Every input and output lies in [0, p). No function branches on the values except where named VarTime.
/// Source: Koç, Acar, Kaliski, "Analyzing and comparing Montgomery multiplication algorithms" (CIOS), with the
/// "no-carry" shortcut for moduli whose top limb is below 2^63.
/// </remarks>
internal static partial class Montgomery<TModulus>
    where TModulus : struct, IModulus
{
    /// <summary>a + b mod p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Limbs Add(in Limbs a, in Limbs b)
    {
        // a + b < 2p < 2^255: no carry leaves limb 3.
        ulong carry = 0;
        ulong r0 = AddCarry(a.L0, b.L0, ref carry);
        ulong r1 = AddCarry(a.L1, b.L1, ref carry);
        ulong r2 = AddCarry(a.L2, b.L2, ref carry);
        ulong r3 = AddCarry(a.L3, b.L3, ref carry);
        return ReduceOnce(r0, r1, r2, r3);
    }

    /// <summary>a − b mod p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Limbs Subtract(in Limbs a, in Limbs b)
    {
        ulong borrow = 0;
        ulong r0 = SubtractBorrow(a.L0, b.L0, ref borrow);
        ulong r1 = SubtractBorrow(a.L1, b.L1, ref borrow);
        ulong r2 = SubtractBorrow(a.L2, b.L2, ref borrow);
        ulong r3 = SubtractBorrow(a.L3, b.L3, ref borrow);
        ulong mask = 0UL - borrow;
        ulong carry = 0;
        r0 = AddCarry(r0, TModulus.P0 & mask, ref carry);
        r1 = AddCarry(r1, TModulus.P1 & mask, ref carry);
        r2 = AddCarry(r2, TModulus.P2 & mask, ref carry);
        r3 = AddCarry(r3, TModulus.P3 & mask, ref carry);
        return new Limbs(r0, r1, r2, r3);
    }

    /// <summary>a·b·R⁻¹ mod p.</summary>
    public static Limbs Multiply(in Limbs a, in Limbs b)
    {
        ulong t0 = 0;
        ulong t1 = 0;
        ulong t2 = 0;
        ulong t3 = 0;
        Round(a.L0, in b, ref t0, ref t1, ref t2, ref t3);
        Round(a.L1, in b, ref t0, ref t1, ref t2, ref t3);
        Round(a.L2, in b, ref t0, ref t1, ref t2, ref t3);
        Round(a.L3, in b, ref t0, ref t1, ref t2, ref t3);
        return ReduceOnce(t0, t1, t2, t3);
    }

    /// <summary>True if a is below p.</summary>
    public static bool IsReduced(in Limbs a)
    {
        ulong borrow = 0;
        _ = SubtractBorrow(a.L0, TModulus.P0, ref borrow);
        _ = SubtractBorrow(a.L1, TModulus.P1, ref borrow);
        _ = SubtractBorrow(a.L2, TModulus.P2, ref borrow);
        _ = SubtractBorrow(a.L3, TModulus.P3, ref borrow);
        return borrow != 0;
    }

    /// <summary>p − a, or 0 for 0.</summary>
    public static Limbs Negate(in Limbs a) => Subtract(default, in a);

    /// <summary>One row of CIOS: t ← (t + x·b + q·p) / 2^64 with q chosen so that the division is exact.</summary>
    /// <remarks>t stays below 2p &lt; 2^255, so the two carries of a row add up below 2^64.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ulong x, in Limbs b, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3)
    {
        ulong low = x * b.L0;
        ulong high = MultiplyHigh(x, b.L0);
        low += t0;
        high += low < t0 ? 1UL : 0UL;
        ulong q = low * TModulus.NegativeInverse;

        // The lower half of q·P0 is −low: the sum carries exactly when low is not 0.
        ulong reduce = MultiplyHigh(q, TModulus.P0) + (low != 0 ? 1UL : 0UL);
        high = MultiplyAdd(x, b.L1, t1, high, out low);
        reduce = MultiplyAdd(q, TModulus.P1, low, reduce, out t0);
        high = MultiplyAdd(x, b.L2, t2, high, out low);
        reduce = MultiplyAdd(q, TModulus.P2, low, reduce, out t1);
        high = MultiplyAdd(x, b.L3, t3, high, out low);
        reduce = MultiplyAdd(q, TModulus.P3, low, reduce, out t2);
        t3 = high + reduce;
    }

    /// <summary>a·b + c + d as (return value)·2^64 + low; never overflows 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong a, ulong b, ulong c, ulong d, out ulong low)
    {
        ulong high = MultiplyHigh(a, b);
        ulong product = a * b;
        product += c;
        high += product < c ? 1UL : 0UL;
        product += d;
        high += product < d ? 1UL : 0UL;
        low = product;
        return high;
    }

    /// <summary>The upper half of a·b.</summary>
    /// <remarks>
    /// Two multiplications (this and the plain product) beat one that gives both halves: the just-in-time compiler
    /// passes the second half through memory, and clears that memory at each call.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyHigh(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);

    /// <summary>Takes a value in [0, 2p) to [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Limbs ReduceOnce(ulong t0, ulong t1, ulong t2, ulong t3)
    {
        ulong borrow = 0;
        ulong r0 = SubtractBorrow(t0, TModulus.P0, ref borrow);
        ulong r1 = SubtractBorrow(t1, TModulus.P1, ref borrow);
        ulong r2 = SubtractBorrow(t2, TModulus.P2, ref borrow);
        ulong r3 = SubtractBorrow(t3, TModulus.P3, ref borrow);
        ulong keep = 0UL - borrow; // all ones when t was already below p
        return new Limbs(
            (t0 & keep) | (r0 & ~keep),
            (t1 & keep) | (r1 & ~keep),
            (t2 & keep) | (r2 & ~keep),
            (t3 & keep) | (r3 & ~keep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddCarry(ulong a, ulong b, ref ulong carry)
    {
        ulong sum = a + b;
        ulong overflow = sum < a ? 1UL : 0UL;
        ulong result = sum + carry;
        carry = overflow | (result < sum ? 1UL : 0UL);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SubtractBorrow(ulong a, ulong b, ref ulong borrow)
    {
        ulong difference = a - b;
        ulong underflow = a < b ? 1UL : 0UL;
        ulong result = difference - borrow;
        borrow = underflow | (difference < borrow ? 1UL : 0UL);
        return result;
    }
}
