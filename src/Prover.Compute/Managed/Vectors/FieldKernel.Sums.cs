using System.Runtime.CompilerServices;

namespace Prover.Compute;

internal sealed unsafe partial class FieldKernel<TLanes, TVector>
{
    /// <summary>r ← a + b limb by limb; r may be a or b. The factors α add up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(TVector* r, TVector* a, TVector* b)
    {
        r[0] = TLanes.Add(a[0], b[0]);
        r[1] = TLanes.Add(a[1], b[1]);
        r[2] = TLanes.Add(a[2], b[2]);
        r[3] = TLanes.Add(a[3], b[3]);
        r[4] = TLanes.Add(a[4], b[4]);
        r[5] = TLanes.Add(a[5], b[5]);
        r[6] = TLanes.Add(a[6], b[6]);
        r[7] = TLanes.Add(a[7], b[7]);
        r[8] = TLanes.Add(a[8], b[8]);
    }

    /// <summary>r ← a − b limb by limb; r may be a or b. The factors α add up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(TVector* r, TVector* a, TVector* b)
    {
        r[0] = TLanes.Subtract(a[0], b[0]);
        r[1] = TLanes.Subtract(a[1], b[1]);
        r[2] = TLanes.Subtract(a[2], b[2]);
        r[3] = TLanes.Subtract(a[3], b[3]);
        r[4] = TLanes.Subtract(a[4], b[4]);
        r[5] = TLanes.Subtract(a[5], b[5]);
        r[6] = TLanes.Subtract(a[6], b[6]);
        r[7] = TLanes.Subtract(a[7], b[7]);
        r[8] = TLanes.Subtract(a[8], b[8]);
    }

    /// <summary>(u, v) ← (u + v, u − v) limb by limb.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumAndDifference(TVector* u, TVector* v)
    {
        for (int i = 0; i < Size; i++)
        {
            AddSubtract(u + i, v + i, v[i]);
        }
    }

    /// <summary>Makes a block tidy whose limbs lie in ±2^34; its value stays.</summary>
    /// <remarks>All limbs hand on what is above 29 bits at once: ⌊±2^34/2^29⌋ is at most 2^5 with sign.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Tidy(TVector* v)
    {
        TVector mask = _constants[Mask];
        TVector v0 = v[0];
        TVector v1 = v[1];
        TVector v2 = v[2];
        TVector v3 = v[3];
        TVector v4 = v[4];
        TVector v5 = v[5];
        TVector v6 = v[6];
        TVector v7 = v[7];
        v[0] = TLanes.And(v0, mask);
        v[1] = CarryInto(TLanes.And(v1, mask), v0);
        v[2] = CarryInto(TLanes.And(v2, mask), v1);
        v[3] = CarryInto(TLanes.And(v3, mask), v2);
        v[4] = CarryInto(TLanes.And(v4, mask), v3);
        v[5] = CarryInto(TLanes.And(v5, mask), v4);
        v[6] = CarryInto(TLanes.And(v6, mask), v5);
        v[7] = CarryInto(TLanes.And(v7, mask), v6);
        v[8] = CarryInto(v[8], v7);
    }
}
