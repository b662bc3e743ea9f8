using System.Runtime.CompilerServices;
using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Where the elements of the lanes lie.</summary>
internal static unsafe class LaneAddresses
{
    /// <summary>Lane i has element i·stride from <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(byte** at, int lanes, Fr* first, nint stride)
    {
        for (int i = 0; i < lanes; i++)
        {
            at[i] = (byte*)(first + (i * stride));
        }
    }
}
