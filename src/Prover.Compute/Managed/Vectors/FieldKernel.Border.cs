using System.Runtime.CompilerServices;
using Prover.Algebra;

namespace Prover.Compute;

internal sealed unsafe partial class FieldKernel<TLanes, TVector>
{
    /// <summary>Limb 8 has the bits from here on.</summary>
    private const int TopBit = 232;

    /// <summary>2^261 = 2^256·2^5.</summary>
    private const int BorderShift = 5;

    /// <summary>2^57·2^232/(32p) lies between 2^30 and 2^31: as many bits as a 32-bit factor with sign has.</summary>
    private const int ReciprocalBits = 57;

    /// <summary>The four words of an element in memory as nine limbs, unshifted.</summary>
    public static void Split(in Fr value, Span<long> limbs)
    {
        fixed (Fr* pointer = &value)
        {
            ulong* words = (ulong*)pointer;
            for (int i = 0; i < Size; i++)
            {
                int word = LimbBits * i / 64;
                int shift = LimbBits * i % 64;
                ulong bits = words[word] >> shift;
                if (shift > 64 - LimbBits && word < 3)
                {
                    bits |= words[word + 1] << (64 - shift);
                }

                limbs[i] = (long)(bits & ((1UL << LimbBits) - 1));
            }
        }
    }

    /// <summary>Reads one element per lane from the addresses. Out: tidy, in [0, 32p).</summary>
    /// <remarks>x·2^256·2^5 = x·R': limb i has the bits from 29i − 5 on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(TVector* r, byte** at)
    {
        TVector mask = _constants[Mask];
        TLanes.Load(at, out TVector w0, out TVector w1, out TVector w2, out TVector w3);
        r[0] = TLanes.And(TLanes.ShiftLeft(w0, 5), mask);
        r[1] = TLanes.And(TLanes.ShiftRight(w0, 24), mask);
        r[2] = TLanes.And(TLanes.Or(TLanes.ShiftRight(w0, 53), TLanes.ShiftLeft(w1, 11)), mask);
        r[3] = TLanes.And(TLanes.ShiftRight(w1, 18), mask);
        r[4] = TLanes.And(TLanes.Or(TLanes.ShiftRight(w1, 47), TLanes.ShiftLeft(w2, 17)), mask);
        r[5] = TLanes.And(TLanes.ShiftRight(w2, 12), mask);
        r[6] = TLanes.And(TLanes.Or(TLanes.ShiftRight(w2, 41), TLanes.ShiftLeft(w3, 23)), mask);
        r[7] = TLanes.And(TLanes.ShiftRight(w3, 6), mask);
        r[8] = TLanes.ShiftRight(w3, 35);
    }

    /// <summary>Writes one element per lane, in [0, p) with R = 2^256. In: |V| ≤ 256p, |limbs| ≤ 2^34.</summary>
    /// <remarks>
    /// V/32 mod p = (V + e·p)/32 with e ≡ −V/p (mod 32), and e so chosen that the sum is hardly outside of [0, 32p):
    /// e = m − 32j, m = −V/p mod 32, j just below (V + m·p)/(32p).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Store(byte** at, TVector* v)
    {
        TVector* k = _constants;
        TVector mask = k[Mask];
        TVector m = TLanes.And(TLanes.Multiply(TLanes.And(v[0], k[Mask5]), k[NegativeInverse5]), k[Mask5]);

        // Let T = (V + m·p)/2^232. Limbs 0 … 6 are worth less than 2^−23 with sign, the rest of limb 7 is below 1, the
        // rest of m·p below 31: T − t lies between 2 − 2^−23 and 34 + 2^−23, for t after its − 2. A unit of the product
        // with the reciprocal is 2^26.6 units of T, and it is wrong by |t|/2^57 < 2^−27 of itself, 0.8 units of T, so
        // that j·32p ≤ V + m·p < (j + 1)·32p + 35·2^232: the sum lies in [0, 32p + 35·2^232).
        TVector t = TLanes.Add(v[8], TLanes.ShiftRightSigned(v[7], LimbBits));
        t = TLanes.Subtract(MultiplyAdd(t, m, k[TopLimb]), k[Two]);
        TVector j = TLanes.ShiftRightSigned(TLanes.Multiply(t, k[Reciprocal]), ReciprocalBits);
        TVector e = TLanes.Subtract(m, TLanes.ShiftLeft(j, BorderShift));

        TVector v0 = MultiplyAdd(v[0], e, k[0]);
        TVector v1 = CarryInto(MultiplyAdd(v[1], e, k[1]), v0);
        TVector v2 = CarryInto(MultiplyAdd(v[2], e, k[2]), v1);
        TVector v3 = CarryInto(MultiplyAdd(v[3], e, k[3]), v2);
        TVector v4 = CarryInto(MultiplyAdd(v[4], e, k[4]), v3);
        TVector v5 = CarryInto(MultiplyAdd(v[5], e, k[5]), v4);
        TVector v6 = CarryInto(MultiplyAdd(v[6], e, k[6]), v5);
        TVector v7 = CarryInto(MultiplyAdd(v[7], e, k[7]), v6);
        TVector v8 = CarryInto(MultiplyAdd(v[8], e, k[8]), v7);
        v0 = TLanes.And(v0, mask);
        v1 = TLanes.And(v1, mask);
        v2 = TLanes.And(v2, mask);
        v3 = TLanes.And(v3, mask);
        v4 = TLanes.And(v4, mask);
        v5 = TLanes.And(v5, mask);
        v6 = TLanes.And(v6, mask);
        v7 = TLanes.And(v7, mask);

        // Once more −32p, unless that is negative.
        TVector d0 = TLanes.Subtract(v0, k[Shifted]);
        TVector d1 = CarryInto(TLanes.Subtract(v1, k[Shifted + 1]), d0);
        TVector d2 = CarryInto(TLanes.Subtract(v2, k[Shifted + 2]), d1);
        TVector d3 = CarryInto(TLanes.Subtract(v3, k[Shifted + 3]), d2);
        TVector d4 = CarryInto(TLanes.Subtract(v4, k[Shifted + 4]), d3);
        TVector d5 = CarryInto(TLanes.Subtract(v5, k[Shifted + 5]), d4);
        TVector d6 = CarryInto(TLanes.Subtract(v6, k[Shifted + 6]), d5);
        TVector d7 = CarryInto(TLanes.Subtract(v7, k[Shifted + 7]), d6);
        TVector d8 = CarryInto(TLanes.Subtract(v8, k[Shifted + 8]), d7);
        TVector keep = TLanes.ShiftRightSigned(d8, 63);
        v0 = TLanes.Select(keep, v0, TLanes.And(d0, mask));
        v1 = TLanes.Select(keep, v1, TLanes.And(d1, mask));
        v2 = TLanes.Select(keep, v2, TLanes.And(d2, mask));
        v3 = TLanes.Select(keep, v3, TLanes.And(d3, mask));
        v4 = TLanes.Select(keep, v4, TLanes.And(d4, mask));
        v5 = TLanes.Select(keep, v5, TLanes.And(d5, mask));
        v6 = TLanes.Select(keep, v6, TLanes.And(d6, mask));
        v7 = TLanes.Select(keep, v7, TLanes.And(d7, mask));
        v8 = TLanes.Select(keep, v8, d8);
        TLanes.Store(
            at,
            Join(TLanes.ShiftRight(v0, 5), TLanes.ShiftLeft(v1, 24), TLanes.ShiftLeft(v2, 53)),
            Join(TLanes.ShiftRight(v2, 11), TLanes.ShiftLeft(v3, 18), TLanes.ShiftLeft(v4, 47)),
            Join(TLanes.ShiftRight(v4, 17), TLanes.ShiftLeft(v5, 12), TLanes.ShiftLeft(v6, 41)),
            Join(TLanes.ShiftRight(v6, 23), TLanes.ShiftLeft(v7, 6), TLanes.ShiftLeft(v8, 35)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Join(TVector a, TVector b, TVector c) => TLanes.Or(a, TLanes.Or(b, c));
}
