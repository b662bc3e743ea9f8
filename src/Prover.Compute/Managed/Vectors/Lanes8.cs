using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Prover.Compute;

/// <summary>Eight lanes: AVX-512F.</summary>
internal readonly unsafe struct Lanes8 : ILanes<Vector512<long>>
{
    public static bool IsSupported => Avx512F.IsSupported;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Broadcast(long value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Add(Vector512<long> a, Vector512<long> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Subtract(Vector512<long> a, Vector512<long> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Multiply(Vector512<long> a, Vector512<long> b) =>
        Avx512F.Multiply(a.AsInt32(), b.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> And(Vector512<long> a, Vector512<long> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Or(Vector512<long> a, Vector512<long> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Select(Vector512<long> mask, Vector512<long> a, Vector512<long> b) =>
        Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> ShiftLeft(Vector512<long> a, [ConstantExpected] byte bits) =>
        Avx512F.ShiftLeftLogical(a, bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> ShiftRight(Vector512<long> a, [ConstantExpected] byte bits) =>
        Avx512F.ShiftRightLogical(a, bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> ShiftRightSigned(Vector512<long> a, [ConstantExpected] byte bits) =>
        Avx512F.ShiftRightArithmetic(a, bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(
        byte** at, out Vector512<long> w0, out Vector512<long> w1, out Vector512<long> w2, out Vector512<long> w3) =>
        Transpose(
            Pair(at[0], at[4]), Pair(at[1], at[5]), Pair(at[2], at[6]), Pair(at[3], at[7]),
            out w0, out w1, out w2, out w3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        byte** at, Vector512<long> w0, Vector512<long> w1, Vector512<long> w2, Vector512<long> w3)
    {
        Transpose(
            w0, w1, w2, w3,
            out Vector512<long> e0, out Vector512<long> e1, out Vector512<long> e2, out Vector512<long> e3);
        StorePair(e0, at[0], at[4]);
        StorePair(e1, at[1], at[5]);
        StorePair(e2, at[2], at[6]);
        StorePair(e3, at[3], at[7]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Pair(byte* low, byte* high) =>
        Vector512.Create(Vector256.Load((long*)low), Vector256.Load((long*)high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair(Vector512<long> pair, byte* low, byte* high)
    {
        pair.GetLower().Store((long*)low);
        pair.GetUpper().Store((long*)high);
    }

    /// <summary>Transposes the 4 × 4 matrices in the lower and in the upper halves; its own inverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector512<long> r0, Vector512<long> r1, Vector512<long> r2, Vector512<long> r3,
        out Vector512<long> c0, out Vector512<long> c1, out Vector512<long> c2, out Vector512<long> c3)
    {
        Vector512<long> even01 = Avx512F.UnpackLow(r0, r1);
        Vector512<long> odd01 = Avx512F.UnpackHigh(r0, r1);
        Vector512<long> even23 = Avx512F.UnpackLow(r2, r3);
        Vector512<long> odd23 = Avx512F.UnpackHigh(r2, r3);
        Vector512<long> front = Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13);
        Vector512<long> back = Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15);
        c0 = Avx512F.PermuteVar8x64x2(even01, front, even23);
        c1 = Avx512F.PermuteVar8x64x2(odd01, front, odd23);
        c2 = Avx512F.PermuteVar8x64x2(even01, back, even23);
        c3 = Avx512F.PermuteVar8x64x2(odd01, back, odd23);
    }
}
