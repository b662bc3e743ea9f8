using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Prover.Compute;

/// <summary>Four lanes: AVX2.</summary>
internal readonly unsafe struct Lanes4 : ILanes<Vector256<long>>
{
    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Broadcast(long value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Add(Vector256<long> a, Vector256<long> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Subtract(Vector256<long> a, Vector256<long> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Multiply(Vector256<long> a, Vector256<long> b) =>
        Avx2.Multiply(a.AsInt32(), b.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> And(Vector256<long> a, Vector256<long> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Or(Vector256<long> a, Vector256<long> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Select(Vector256<long> mask, Vector256<long> a, Vector256<long> b) =>
        Avx2.BlendVariable(b.AsByte(), a.AsByte(), mask.AsByte()).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftLeft(Vector256<long> a, [ConstantExpected] byte bits) =>
        Avx2.ShiftLeftLogical(a, bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftRight(Vector256<long> a, [ConstantExpected] byte bits) =>
        Avx2.ShiftRightLogical(a, bits);

    /// <remarks>AVX2 has no such instruction for 64 bits: flipping the shifted sign bit and taking it off extends
    /// it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> ShiftRightSigned(Vector256<long> a, [ConstantExpected] byte bits)
    {
        Vector256<long> sign = Vector256.Create(1L << (63 - bits));
        return (Avx2.ShiftRightLogical(a, bits) ^ sign) - sign;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(
        byte** at, out Vector256<long> w0, out Vector256<long> w1, out Vector256<long> w2, out Vector256<long> w3) =>
        Transpose(
            Vector256.Load((long*)at[0]), Vector256.Load((long*)at[1]),
            Vector256.Load((long*)at[2]), Vector256.Load((long*)at[3]),
            out w0, out w1, out w2, out w3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        byte** at, Vector256<long> w0, Vector256<long> w1, Vector256<long> w2, Vector256<long> w3)
    {
        Transpose(
            w0, w1, w2, w3,
            out Vector256<long> e0, out Vector256<long> e1, out Vector256<long> e2, out Vector256<long> e3);
        e0.Store((long*)at[0]);
        e1.Store((long*)at[1]);
        e2.Store((long*)at[2]);
        e3.Store((long*)at[3]);
    }

    /// <summary>Transposes a 4 × 4 matrix; its own inverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector256<long> r0, Vector256<long> r1, Vector256<long> r2, Vector256<long> r3,
        out Vector256<long> c0, out Vector256<long> c1, out Vector256<long> c2, out Vector256<long> c3)
    {
        Vector256<long> even01 = Avx2.UnpackLow(r0, r1);
        Vector256<long> odd01 = Avx2.UnpackHigh(r0, r1);
        Vector256<long> even23 = Avx2.UnpackLow(r2, r3);
        Vector256<long> odd23 = Avx2.UnpackHigh(r2, r3);
        c0 = Avx2.Permute2x128(even01, even23, 0x20);
        c1 = Avx2.Permute2x128(odd01, odd23, 0x20);
        c2 = Avx2.Permute2x128(even01, even23, 0x31);
        c3 = Avx2.Permute2x128(odd01, odd23, 0x31);
    }
}
