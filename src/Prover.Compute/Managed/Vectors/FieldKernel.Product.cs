using System.Runtime.CompilerServices;

namespace Prover.Compute;

internal sealed unsafe partial class FieldKernel<TLanes, TVector>
{
    private interface IFactor
    {
        /// <summary>Limb i of the factor of each lane.</summary>
        static abstract TVector Limb(void* factor, int i);
    }

    /// <summary>r ← a·b/R' mod p; r may be a or b.</summary>
    /// <remarks>In: |a| ≤ αp, |b| ≤ βp; b is tidy, the limbs of a lie in ±2.5·2^29. Out: tidy, limb by limb in
    /// [0, 2^29), in (−αβ/169·p, (αβ/169 + 1.5)·p).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(TVector* r, TVector* a, TVector* b) =>
        Product<OwnFactor>(
            _constants, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], b,
            out r[0], out r[1], out r[2], out r[3], out r[4], out r[5], out r[6], out r[7], out r[8]);

    /// <summary>(u, v) ← (u + wv, u − wv) with one w for all lanes: <see cref="Size"/> limbs, in [0, p).</summary>
    /// <remarks>In: |u|, |v| ≤ αp, limbs up to 2^33. Out: at most (α·(1 + 1/169) + 1.5)p, the limbs of u and v grow by
    /// 2^29.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Butterfly(TVector* u, TVector* v, long* w)
    {
        TVector mask = _constants[Mask];
        Product<SharedFactor>(
            _constants,
            TLanes.And(v[0], mask),
            CarryInto(TLanes.And(v[1], mask), v[0]),
            CarryInto(TLanes.And(v[2], mask), v[1]),
            CarryInto(TLanes.And(v[3], mask), v[2]),
            CarryInto(TLanes.And(v[4], mask), v[3]),
            CarryInto(TLanes.And(v[5], mask), v[4]),
            CarryInto(TLanes.And(v[6], mask), v[5]),
            CarryInto(TLanes.And(v[7], mask), v[6]),
            CarryInto(v[8], v[7]),
            w,
            out TVector p0, out TVector p1, out TVector p2, out TVector p3, out TVector p4,
            out TVector p5, out TVector p6, out TVector p7, out TVector p8);
        AddSubtract(u, v, p0);
        AddSubtract(u + 1, v + 1, p1);
        AddSubtract(u + 2, v + 2, p2);
        AddSubtract(u + 3, v + 3, p3);
        AddSubtract(u + 4, v + 4, p4);
        AddSubtract(u + 5, v + 5, p5);
        AddSubtract(u + 6, v + 6, p6);
        AddSubtract(u + 7, v + 7, p7);
        AddSubtract(u + 8, v + 8, p8);
    }

    /// <summary>The product of <see cref="Multiply"/>.</summary>
    /// <remarks>
    /// <para>Rows of a·bᵢ; after each of the first eight the lowest limb m is folded away: m ≡ m·f·2^29 with
    /// f = (kp + 1)/2^29, k = −1/p mod 2^29, which needs no quotient, so that a row waits for one product of the row
    /// before, not for three. All that adds less than 2^232·k·p. The ninth row is an ordinary Montgomery step and adds
    /// q·p·2^232. Together less than 2^261·(k/2^29 + 1)·p, and k/2^29 is 0.5 for r, 0.15 for q.</para>
    /// <para>A column sums 9 products of a·b (at most 9·2.5·2^58), 8 of m·f (2^58 each) and one of q·p (2^58): with
    /// carries below 31.6·2^58 &lt; 2^63.</para>
    /// <para>Cost: 163 multiplications of 32 bits. Source: a multiple of p that ends with −1, so that a limb is its own
    /// quotient: Orup, "Simplifying quotient determination in high-radix modular multiplication" (1995).</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Product<TFactor>(
        TVector* k,
        TVector a0, TVector a1, TVector a2, TVector a3, TVector a4, TVector a5, TVector a6, TVector a7, TVector a8,
        void* b,
        out TVector r0, out TVector r1, out TVector r2, out TVector r3, out TVector r4,
        out TVector r5, out TVector r6, out TVector r7, out TVector r8)
        where TFactor : struct, IFactor
    {
        TVector mask = k[Mask];
        TVector t0 = default;
        TVector t1 = default;
        TVector t2 = default;
        TVector t3 = default;
        TVector t4 = default;
        TVector t5 = default;
        TVector t6 = default;
        TVector t7 = default;
        TVector t8 = default;
        for (int i = 0; i < Size - 1; i++)
        {
            TVector x = TFactor.Limb(b, i);
            t0 = MultiplyAdd(t0, a0, x);
            TVector m = TLanes.And(t0, mask);
            t1 = CarryInto(MultiplyAdd(t1, a1, x), t0);
            t0 = MultiplyAdd(t1, m, k[Folded]);
            t1 = MultiplyAdd(MultiplyAdd(t2, a2, x), m, k[Folded + 1]);
            t2 = MultiplyAdd(MultiplyAdd(t3, a3, x), m, k[Folded + 2]);
            t3 = MultiplyAdd(MultiplyAdd(t4, a4, x), m, k[Folded + 3]);
            t4 = MultiplyAdd(MultiplyAdd(t5, a5, x), m, k[Folded + 4]);
            t5 = MultiplyAdd(MultiplyAdd(t6, a6, x), m, k[Folded + 5]);
            t6 = MultiplyAdd(MultiplyAdd(t7, a7, x), m, k[Folded + 6]);
            t7 = MultiplyAdd(MultiplyAdd(t8, a8, x), m, k[Folded + 7]);
            t8 = TLanes.Multiply(m, k[Folded + 8]);
        }

        TVector last = TFactor.Limb(b, Size - 1);
        t0 = MultiplyAdd(t0, a0, last);
        TVector q = TLanes.And(TLanes.Multiply(TLanes.And(t0, mask), k[NegativeInverse]), mask);
        t0 = MultiplyAdd(t0, q, k[0]); // a multiple of 2^29; what is above goes into the next limb

        // Rows are done; from here on every limb hands its bits above 29 to the next one.
        t1 = CarryInto(MultiplyAdd(MultiplyAdd(t1, a1, last), q, k[1]), t0);
        t2 = CarryInto(MultiplyAdd(MultiplyAdd(t2, a2, last), q, k[2]), t1);
        t3 = CarryInto(MultiplyAdd(MultiplyAdd(t3, a3, last), q, k[3]), t2);
        t4 = CarryInto(MultiplyAdd(MultiplyAdd(t4, a4, last), q, k[4]), t3);
        t5 = CarryInto(MultiplyAdd(MultiplyAdd(t5, a5, last), q, k[5]), t4);
        t6 = CarryInto(MultiplyAdd(MultiplyAdd(t6, a6, last), q, k[6]), t5);
        t7 = CarryInto(MultiplyAdd(MultiplyAdd(t7, a7, last), q, k[7]), t6);
        t8 = CarryInto(MultiplyAdd(MultiplyAdd(t8, a8, last), q, k[8]), t7);
        r0 = TLanes.And(t1, mask);
        r1 = TLanes.And(t2, mask);
        r2 = TLanes.And(t3, mask);
        r3 = TLanes.And(t4, mask);
        r4 = TLanes.And(t5, mask);
        r5 = TLanes.And(t6, mask);
        r6 = TLanes.And(t7, mask);
        r7 = TLanes.And(t8, mask);
        r8 = TLanes.ShiftRightSigned(t8, LimbBits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector MultiplyAdd(TVector sum, TVector a, TVector b) => TLanes.Add(sum, TLanes.Multiply(a, b));

    /// <summary>limb + ⌊below / 2^29⌋.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector CarryInto(TVector limb, TVector below) =>
        TLanes.Add(limb, TLanes.ShiftRightSigned(below, LimbBits));

    /// <summary>(u, v) ← (u + p, u − p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSubtract(TVector* u, TVector* v, TVector p)
    {
        TVector limb = *u;
        *u = TLanes.Add(limb, p);
        *v = TLanes.Subtract(limb, p);
    }

    /// <summary>A factor of its own for each lane: a block.</summary>
    private readonly struct OwnFactor : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Limb(void* factor, int i) => ((TVector*)factor)[i];
    }

    /// <summary>One factor for all lanes: nine limbs.</summary>
    private readonly struct SharedFactor : IFactor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Limb(void* factor, int i) => TLanes.Broadcast(((long*)factor)[i]);
    }
}
