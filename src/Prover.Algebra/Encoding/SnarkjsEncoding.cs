using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Prover.Algebra;

/// <summary>Points as snarkjs writes them in JSON: arrays of decimal strings, projective with z = 1.</summary>
/// <remarks>
/// G1 is ["x", "y", "1"], its identity ["0", "1", "0"]. G2 is [["x.c₀", "x.c₁"], ["y.c₀", "y.c₁"], ["1", "0"]], its
/// identity [["0", "0"], ["1", "0"], ["0", "0"]]. Readers take these forms only: canonical decimals below q, z = 1 or
/// exactly the identity, on the curve, in the subgroup. The JSON around them is not dealt with here.
/// Source: files written by snarkjs (iden3).
/// </remarks>
public static class SnarkjsEncoding
{
    private static readonly string[] s_identityG1 = ["0", "1", "0"];

    /// <summary>2x(6x² + 3x + 1).</summary>
    private static readonly BigInteger s_pairingPower =
        2 * new BigInteger(Bn254.Seed) * ((6 * BigInteger.Pow(Bn254.Seed, 2)) + (3 * new BigInteger(Bn254.Seed)) + 1);

    /// <summary>["x", "y", "1"].</summary>
    public static string[] Encode(in G1Affine point) =>
        point.IsIdentity ? [.. s_identityG1] : [point.X.ToString(), point.Y.ToString(), "1"];

    /// <summary>[["x.c₀", "x.c₁"], ["y.c₀", "y.c₁"], ["1", "0"]].</summary>
    public static string[][] Encode(in G2Affine point) => point.IsIdentity
        ? [["0", "0"], ["1", "0"], ["0", "0"]]
        : [Encode(point.X), Encode(point.Y), ["1", "0"]];

    /// <summary>
    /// A value of <see cref="Pairing"/> as snarkjs writes it, for example in vk_alphabeta_12: 2 × 3 × 2.
    /// </summary>
    /// <remarks>
    /// The pairing of snarkjs is a fixed power of ours, e^(2x(6x² + 3x + 1)) with the seed x: its final exponentiation
    /// saves work in this way (Fuentes-Castañeda, Knapp, Rodríguez-Henríquez, SAC 2011). The power is taken here.
    /// </remarks>
    public static string[][][] Encode(in Fq12 pairing)
    {
        Fq12 power = pairing.Pow(s_pairingPower);
        return
        [
            [Encode(power.C0.C0), Encode(power.C0.C1), Encode(power.C0.C2)],
            [Encode(power.C1.C0), Encode(power.C1.C1), Encode(power.C1.C2)],
        ];
    }

    /// <summary>Reads a point of G1; false if the strings are not the encoding of one.</summary>
    public static bool TryDecode([NotNullWhen(true)] IReadOnlyList<string?>? source, out G1Affine point)
    {
        point = default;
        if (source is not { Count: 3 })
        {
            return false;
        }

        if (source.SequenceEqual(s_identityG1, StringComparer.Ordinal))
        {
            return true;
        }

        return source[2] == "1"
            && TryDecode(source[0], out Fq x)
            && TryDecode(source[1], out Fq y)
            && IsPoint(new G1Affine(in x, in y), out point);
    }

    /// <summary>Reads a point of G2; false if the strings are not the encoding of one.</summary>
    public static bool TryDecode(
        [NotNullWhen(true)] IReadOnlyList<IReadOnlyList<string?>?>? source, out G2Affine point)
    {
        point = default;
        if (source is not { Count: 3 }
            || !TryDecode(source[0], out Fq2 x)
            || !TryDecode(source[1], out Fq2 y)
            || !TryDecode(source[2], out Fq2 z))
        {
            return false;
        }

        if (z.IsZero)
        {
            return x.IsZero && y == Fq2.One;
        }

        return z == Fq2.One && IsPoint(new G2Affine(in x, in y), out point);
    }

    private static string[] Encode(in Fq2 value) => [value.C0.ToString(), value.C1.ToString()];

    private static bool TryDecode(IReadOnlyList<string?>? source, out Fq2 value)
    {
        value = default;
        if (source is not { Count: 2 } || !TryDecode(source[0], out Fq c0) || !TryDecode(source[1], out Fq c1))
        {
            return false;
        }

        value = new Fq2(in c0, in c1);
        return true;
    }

    /// <summary>Canonical decimals only: no leading zeros, no hexadecimal.</summary>
    private static bool TryDecode(string? text, out Fq value) =>
        Fq.TryParse(text, out value) && string.Equals(text, value.ToString(), StringComparison.Ordinal);

    /// <summary>The coordinates (0, 0) with z = 1 are not the identity here, but no point at all.</summary>
    private static bool IsPoint(in G1Affine candidate, out G1Affine point)
    {
        point = default;
        return !candidate.IsIdentity && PointCheck.TryAccept(in candidate, out point);
    }

    private static bool IsPoint(in G2Affine candidate, out G2Affine point)
    {
        point = default;
        return !candidate.IsIdentity && PointCheck.TryAccept(in candidate, out point);
    }
}
