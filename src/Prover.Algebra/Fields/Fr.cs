using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>An element of the scalar field of BN254: the numbers that circuits and witnesses are made of.</summary>
/// <remarks>
/// r = 21888242871839275222246405745257275088548364400416034343698204186575808495617.
/// 32 bytes: four 64-bit limbs, least significant first, in Montgomery form with R = 2^256, always reduced.
/// Arrays of it may be handed to native code as they lie. Equal values have equal bytes.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct Fr : IField<Fr>
{
    private readonly Limbs _limbs;

    private Fr(in Limbs limbs) => _limbs = limbs;

    /// <summary>The prime r.</summary>
    public static BigInteger Modulus { get; } = BigInteger.Parse(
        "21888242871839275222246405745257275088548364400416034343698204186575808495617",
        CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public static Fr Zero => default;

    /// <inheritdoc/>
    public static Fr One => new(
        new Limbs(0xAC96341C4FFFFFFB, 0x36FC76959F60CD29, 0x666EA36F7879462E, 0x0E0A77C19A07DF2F));

    /// <inheritdoc/>
    public bool IsZero => (_limbs.L0 | _limbs.L1 | _limbs.L2 | _limbs.L3) == 0;

    /// <summary>R² = 2^512 mod r: one product with it enters Montgomery form.</summary>
    private static Limbs RSquared => new(
        0x1BB8E645AE216DA7, 0x53FE3AB1E35C59E3, 0x8C49833D53BB8085, 0x0216D0B17F4E44A5);

    /// <inheritdoc/>
    public static Fr operator +(in Fr a, in Fr b) => new(Montgomery<Parameters>.Add(in a._limbs, in b._limbs));

    /// <inheritdoc/>
    public static Fr operator -(in Fr a, in Fr b) => new(Montgomery<Parameters>.Subtract(in a._limbs, in b._limbs));

    /// <inheritdoc/>
    public static Fr operator *(in Fr a, in Fr b) => new(Montgomery<Parameters>.Multiply(in a._limbs, in b._limbs));

    /// <inheritdoc/>
    public static Fr operator -(in Fr a) => new(Montgomery<Parameters>.Negate(in a._limbs));

    /// <summary>Value equality.</summary>
    public static bool operator ==(in Fr a, in Fr b) => a.Equals(b);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(in Fr a, in Fr b) => !a.Equals(b);

    /// <summary>A small number as a field element.</summary>
    public static Fr FromUInt64(ulong value) =>
        new(Montgomery<Parameters>.Multiply(new Limbs(value, 0, 0, 0), RSquared));

    /// <summary>A number in [0, r) as a field element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or not below r.</exception>
    public static Fr FromBigInteger(BigInteger value)
    {
        if (value.Sign < 0 || value >= Modulus)
        {
            throw new ArgumentOutOfRangeException(nameof(value), "A field element lies in [0, r).");
        }

        Span<byte> bytes = stackalloc byte[32];
        _ = value.TryWriteBytes(bytes, out _, isUnsigned: true);
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        return FromCanonical(words);
    }

    /// <summary>Any integer, reduced modulo r into [0, r).</summary>
    public static Fr Reduce(BigInteger value)
    {
        BigInteger remainder = BigInteger.Remainder(value, Modulus);
        return FromBigInteger(remainder.Sign < 0 ? remainder + Modulus : remainder);
    }

    /// <summary>Four canonical limbs, least significant first, as a field element.</summary>
    /// <remarks>The number must be below r; see <see cref="TryFromLittleEndian"/> for data from outside.</remarks>
    public static Fr FromCanonical(ReadOnlySpan<ulong> limbs) =>
        new(Montgomery<Parameters>.Multiply(new Limbs(limbs[0], limbs[1], limbs[2], limbs[3]), RSquared));

    /// <summary>Parses decimal digits, or hexadecimal ones after 0x; false if malformed or not below r.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Fr value)
    {
        value = default;
        if (!FieldText.TryParse(text, out BigInteger number) || number >= Modulus)
        {
            return false;
        }

        value = FromBigInteger(number);
        return true;
    }

    /// <summary>Parses decimal digits, or hexadecimal ones after 0x.</summary>
    /// <exception cref="FormatException">Malformed, negative or not below r.</exception>
    public static Fr Parse(string text) =>
        TryParse(text, out Fr value) ? value : throw new FormatException("Expected a number in [0, r).");

    /// <summary>The canonical number in [0, r).</summary>
    public BigInteger ToBigInteger()
    {
        Span<ulong> limbs = stackalloc ulong[4];
        CopyCanonical(limbs);
        return new BigInteger(MemoryMarshal.AsBytes(limbs), isUnsigned: true);
    }

    /// <summary>Writes the canonical value as four limbs, least significant first.</summary>
    public void CopyCanonical(Span<ulong> limbs)
    {
        Limbs canonical = Montgomery<Parameters>.Multiply(in _limbs, new Limbs(1, 0, 0, 0));
        limbs[0] = canonical.L0;
        limbs[1] = canonical.L1;
        limbs[2] = canonical.L2;
        limbs[3] = canonical.L3;
    }

    /// <inheritdoc/>
    public Fr Square() => this * this;

    /// <inheritdoc/>
    public Fr Double() => this + this;

    /// <summary>this^exponent by square and multiply; time depends on the exponent only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is negative.</exception>
    public Fr Pow(BigInteger exponent) => Power.Of(in this, exponent);

    /// <inheritdoc/>
    /// <remarks>By binary gcd; the number of steps does not depend on the value.</remarks>
    public Fr Inverse() => new(Montgomery<Parameters>.Inverse(in _limbs));

    /// <summary>The slow twin of the inverse, by Fermat: this^(r−2). Zero gives zero.</summary>
    public Fr InverseReference() => Pow(Modulus - 2);

    /// <inheritdoc/>
    public bool Equals(Fr other) =>
        ((_limbs.L0 ^ other._limbs.L0) | (_limbs.L1 ^ other._limbs.L1)
            | (_limbs.L2 ^ other._limbs.L2) | (_limbs.L3 ^ other._limbs.L3)) == 0;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fr other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_limbs.L0, _limbs.L1, _limbs.L2, _limbs.L3);

    /// <summary>The canonical value in decimal.</summary>
    public override string ToString() => ToBigInteger().ToString(CultureInfo.InvariantCulture);

    private readonly struct Parameters : IModulus
    {
        public static ulong P0
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0x43E1F593F0000001;
        }

        public static ulong P1
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0x2833E84879B97091;
        }

        public static ulong P2
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0xB85045B68181585D;
        }

        public static ulong P3
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0x30644E72E131A029;
        }

        public static ulong NegativeInverse
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0xC2E1F593EFFFFFFF;
        }
    }
}
