using System.Runtime.CompilerServices;

namespace Prover.Compute;

internal sealed unsafe partial class FieldKernel<TLanes, TVector>
{
    /// <summary>r ← a + b limb by limb; r may be a or b. The factors α add up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(TVector* r, TVector* a, TVector* b)
    {
        for (int i = 0; i < Size; i++)
        {
            r[i] = TLanes.Add(a[i], b[i]);
        }
    }

    /// <summary>r ← a − b limb by limb; r may be a or b. The factors α add up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(TVector* r, TVector* a, TVector* b)
    {
        for (int i = 0; i < Size; i++)
        {
            r[i] = TLanes.Subtract(a[i], b[i]);
        }
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
        TVector below = v[0];
        v[0] = TLanes.And(below, mask);
        for (int i = 1; i < Size - 1; i++)
        {
            TVector limb = v[i];
            v[i] = CarryInto(TLanes.And(limb, mask), below);
            below = limb;
        }

        v[Size - 1] = CarryInto(v[Size - 1], below);
    }
}
