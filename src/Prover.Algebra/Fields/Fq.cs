using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>An element of the base field of BN254: the coordinates of points.</summary>
/// <remarks>
/// q = 21888242871839275222246405745257275088696311157297823662689037894645226208583.
/// 32 bytes: four 64-bit limbs, least significant first, in Montgomery form with R = 2^256, always reduced.
/// Arrays of it may be handed to native code as they lie. Equal values have equal bytes.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct Fq : IField<Fq>
{
    private readonly Limbs _limbs;

    private Fq(in Limbs limbs) => _limbs = limbs;

    /// <summary>The prime q.</summary>
    public static BigInteger Modulus { get; } = BigInteger.Parse(
        "21888242871839275222246405745257275088696311157297823662689037894645226208583",
        CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public static Fq Zero => default;

    /// <inheritdoc/>
    public static Fq One => new(
        new Limbs(0xD35D438DC58F0D9D, 0x0A78EB28F5C70B3D, 0x666EA36F7879462C, 0x0E0A77C19A07DF2F));

    /// <inheritdoc/>
    public bool IsZero => (_limbs.L0 | _limbs.L1 | _limbs.L2 | _limbs.L3) == 0;

    /// <summary>R² = 2^512 mod q: one product with it enters Montgomery form.</summary>
    private static Limbs RSquared => new(
        0xF32CFC5B538AFA89, 0xB5E71911D44501FB, 0x47AB1EFF0A417FF6, 0x06D89F71CAB8351F);

    /// <inheritdoc/>
    public static Fq operator +(in Fq a, in Fq b) => new(Montgomery<Parameters>.Add(in a._limbs, in b._limbs));

    /// <inheritdoc/>
    public static Fq operator -(in Fq a, in Fq b) => new(Montgomery<Parameters>.Subtract(in a._limbs, in b._limbs));

    /// <inheritdoc/>
    public static Fq operator *(in Fq a, in Fq b) => new(Montgomery<Parameters>.Multiply(in a._limbs, in b._limbs));

    /// <inheritdoc/>
    public static Fq operator -(in Fq a) => new(Montgomery<Parameters>.Negate(in a._limbs));

    /// <summary>Value equality.</summary>
    public static bool operator ==(in Fq a, in Fq b) => a.Equals(b);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(in Fq a, in Fq b) => !a.Equals(b);

    /// <summary>A small number as a field element.</summary>
    public static Fq FromUInt64(ulong value) =>
        new(Montgomery<Parameters>.Multiply(new Limbs(value, 0, 0, 0), RSquared));

    /// <summary>A number in [0, q) as a field element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or not below q.</exception>
    public static Fq FromBigInteger(BigInteger value)
    {
        if (value.Sign < 0 || value >= Modulus)
        {
            throw new ArgumentOutOfRangeException(nameof(value), "A field element lies in [0, q).");
        }

        Span<byte> bytes = stackalloc byte[32];
        _ = value.TryWriteBytes(bytes, out _, isUnsigned: true);
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        return FromCanonical(words);
    }

    /// <summary>Any integer, reduced modulo q into [0, q).</summary>
    public static Fq Reduce(BigInteger value)
    {
        BigInteger remainder = BigInteger.Remainder(value, Modulus);
        return FromBigInteger(remainder.Sign < 0 ? remainder + Modulus : remainder);
    }

    /// <summary>Four canonical limbs, least significant first, as a field element.</summary>
    /// <remarks>The number must be below q; see <see cref="TryFromLittleEndian"/> for data from outside.</remarks>
    public static Fq FromCanonical(ReadOnlySpan<ulong> limbs) =>
        new(Montgomery<Parameters>.Multiply(new Limbs(limbs[0], limbs[1], limbs[2], limbs[3]), RSquared));

    /// <summary>Parses decimal digits, or hexadecimal ones after 0x; false if malformed or not below q.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Fq value)
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
    /// <exception cref="FormatException">Malformed, negative or not below q.</exception>
    public static Fq Parse(string text) =>
        TryParse(text, out Fq value) ? value : throw new FormatException("Expected a number in [0, q).");

    /// <summary>The canonical number in [0, q).</summary>
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
    public Fq Square() => this * this;

    /// <inheritdoc/>
    public Fq Double() => this + this;

    /// <summary>this^exponent by square and multiply; time depends on the exponent only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is negative.</exception>
    public Fq Pow(BigInteger exponent) => Power.Of(in this, exponent);

    /// <inheritdoc/>
    /// <remarks>By binary gcd; the number of steps does not depend on the value.</remarks>
    public Fq Inverse() => new(Montgomery<Parameters>.Inverse(in _limbs));

    /// <summary>The slow twin of the inverse, by Fermat: this^(q−2). Zero gives zero.</summary>
    public Fq InverseReference() => Pow(Modulus - 2);

    /// <inheritdoc/>
    public bool Equals(Fq other) =>
        ((_limbs.L0 ^ other._limbs.L0) | (_limbs.L1 ^ other._limbs.L1)
            | (_limbs.L2 ^ other._limbs.L2) | (_limbs.L3 ^ other._limbs.L3)) == 0;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fq other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_limbs.L0, _limbs.L1, _limbs.L2, _limbs.L3);

    /// <summary>The canonical value in decimal.</summary>
    public override string ToString() => ToBigInteger().ToString(CultureInfo.InvariantCulture);

    private readonly struct Parameters : IModulus
    {
        public static ulong P0
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0x3C208C16D87CFD47;
        }

        public static ulong P1
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 0x97816A916871CA8D;
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
            get => 0x87D20782E4866389;
        }
    }
}
