using System.Globalization;
using System.Numerics;

namespace Prover.Algebra;

/// <summary>The curve card of BN254, the pairing curve that the EVM's precompiles compute on (alt_bn128).</summary>
/// <remarks>
/// <para>Family: Barreto and Naehrig, "Pairing-friendly elliptic curves of prime order", ePrint 2005/133; these
/// parameters: Ben-Sasson, Chiesa, Tromer, Virza, ePrint 2013/879; fixed for Ethereum by EIP-196 and EIP-197.</para>
/// <list type="bullet">
/// <item>seed x = 4965661367192848881 (63 bits, positive)</item>
/// <item>q = 36x⁴ + 36x³ + 24x² + 6x + 1, the field of coordinates, q ≡ 3 (mod 4)</item>
/// <item>r = 36x⁴ + 36x³ + 18x² + 6x + 1, the order of the groups; 2^28 divides r − 1</item>
/// <item>t = 6x² + 1, the trace of Frobenius: q + 1 − t = r</item>
/// <item>E: y² = x³ + 3 over 𝔽q, order r, cofactor 1, generator (1, 2)</item>
/// <item>E′: y² = x³ + 3/ξ over 𝔽q², a sextic twist of D type, order r·(2q − r)</item>
/// <item>tower: 𝔽q² = 𝔽q[u]/(u² + 1), 𝔽q⁶ = 𝔽q²[v]/(v³ − ξ), 𝔽q¹² = 𝔽q⁶[w]/(w² − v), ξ = 9 + u</item>
/// <item>untwist: (x, y) ↦ (x·w², y·w³)</item>
/// <item>pairing: optimal ate, loop count 6x + 2 = 29793968203157093288 (Vercauteren, ePrint 2008/096)</item>
/// <item>security: about 100 bits (Barbulescu and Duquesne, ePrint 2017/334), not the 128 that were meant</item>
/// </list>
/// </remarks>
public static class Bn254
{
    /// <summary>x, from which everything else follows.</summary>
    public const ulong Seed = 4965661367192848881;

    /// <summary>6x + 2 = 29793968203157093288, which takes 65 bits.</summary>
    public static BigInteger LoopCount { get; } = (6 * new BigInteger(Seed)) + 2;

    /// <summary>t = 6x² + 1: the number of points of E is q + 1 − t.</summary>
    public static BigInteger Trace { get; } = (6 * new BigInteger(Seed) * Seed) + 1;

    /// <summary>λ = 36x³ + 18x² + 6x + 1, a cube root of 1 modulo r: (x, y) ↦ (βx, y) on E is multiplication by it,
    /// with the cube root of 1 modulo q that belongs to it.</summary>
    public static Fr Lambda { get; } = Fr.FromBigInteger(
        (36 * BigInteger.Pow(Seed, 3)) + (18 * BigInteger.Pow(Seed, 2)) + (6 * new BigInteger(Seed)) + 1);

    /// <summary>2q − r: the order of E′(𝔽q²) is r times this.</summary>
    public static BigInteger G2Cofactor { get; } = BigInteger.Parse(
        "21888242871839275222246405745257275088844257914179612981679871602714643921549",
        CultureInfo.InvariantCulture);

    /// <summary>ξ = 9 + u, neither a square nor a cube in 𝔽q².</summary>
    internal static Fq2 Xi { get; } = new(Fq.FromUInt64(9), Fq.One);
}
