using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Prover.Algebra;

/// <summary>Numbers modulo ℓ, the order of Baby Jubjub's subgroup, in constant time: the secret side of
/// signing.</summary>
/// <remarks>Four limbs in Montgomery form with R = 2^256, always below ℓ.</remarks>
internal readonly struct BabyScalar
{
    private readonly Limbs _limbs;

    private BabyScalar(in Limbs limbs) => _limbs = limbs;

    /// <summary>R² mod ℓ.</summary>
    private static Limbs RSquared =>
        new(0x35E44ABEE7ECB21E, 0x74646CACF5F84EC4, 0xE472DF203FAA158F, 0x0445B524F1BA50A8);

    /// <summary>R³ mod ℓ.</summary>
    private static Limbs RCubed =>
        new(0x30886E7B42917C21, 0x98DAE87B55D7CD2A, 0xEEFE3D08CC608B7B, 0x02B4DBFFB2BC97AA);

    public static BabyScalar operator +(in BabyScalar a, in BabyScalar b) =>
        new(Montgomery<Parameters>.Add(in a._limbs, in b._limbs));

    public static BabyScalar operator *(in BabyScalar a, in BabyScalar b) =>
        new(Montgomery<Parameters>.Multiply(in a._limbs, in b._limbs));

    /// <summary>A number of 32 or 64 little-endian bytes, reduced.</summary>
    public static BabyScalar Reduce(ReadOnlySpan<byte> littleEndian)
    {
        // A Montgomery product reduces fully as long as one factor is below ℓ, whatever the other below 2^256.
        Limbs value = Montgomery<Parameters>.Multiply(Read(littleEndian), RSquared);
        if (littleEndian.Length == 64)
        {
            Limbs high = Montgomery<Parameters>.Multiply(Read(littleEndian[32..]), RCubed);
            value = Montgomery<Parameters>.Add(in value, in high);
        }

        return new BabyScalar(in value);
    }

    /// <summary>The number as an element of 𝔽r, which it fits because ℓ is below r.</summary>
    public Fr ToField()
    {
        Limbs canonical = Montgomery<Parameters>.Multiply(in _limbs, new Limbs(1, 0, 0, 0));
        return Fr.FromCanonical([canonical.L0, canonical.L1, canonical.L2, canonical.L3]);
    }

    private static Limbs Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));

    private readonly struct Parameters : IModulus
    {
        public static ulong P0
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0x677297DC392126F1;
        }

        public static ulong P1
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0xAB3EEDB83920EE0A;
        }

        public static ulong P2
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0x370A08B6D0302B0B;
        }

        public static ulong P3
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0x060C89CE5C263405;
        }

        public static ulong NegativeInverse
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0x532CE5AEBC48F5EF;
        }
    }
}
