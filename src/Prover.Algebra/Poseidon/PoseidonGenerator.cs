using System.Numerics;

namespace Prover.Algebra;

/// <summary>Round constants and MDS matrix of one width, drawn from the Grain stream.</summary>
/// <remarks>
/// Source: ePrint 2019/458, appendix F, in the order of its reference script: first (R_F + R_P)·t constants of 254 bits
/// each, those not below r thrown away; then 2t numbers x₀…x_{t−1}, y₀…y_{t−1} reduced modulo r, M[i][j] = 1/(xᵢ + yⱼ).
/// The script then looks for subspace trails and would draw again; for the widths 2…17 the first matrix stands, which
/// the comparison with circomlib's constants shows.
/// </remarks>
internal static class PoseidonGenerator
{
    private const int FieldBits = 254;

    /// <summary>Draws the constants, then the matrix (row-major), from one stream.</summary>
    public static (Fr[] RoundConstants, Fr[] Mds) Generate(int width, int fullRounds, int partialRounds)
    {
        GrainLfsr grain = new(FieldBits, width, fullRounds, partialRounds);
        Fr[] constants = new Fr[(fullRounds + partialRounds) * width];
        for (int i = 0; i < constants.Length; i++)
        {
            constants[i] = NextBelowModulus(grain);
        }

        return (constants, NextCauchyMatrix(grain, width));
    }

    private static Fr NextBelowModulus(GrainLfsr grain)
    {
        BigInteger value = grain.NextInteger(FieldBits);
        while (value >= Fr.Modulus)
        {
            value = grain.NextInteger(FieldBits);
        }

        return Fr.FromBigInteger(value);
    }

    private static Fr[] NextCauchyMatrix(GrainLfsr grain, int width)
    {
        while (true)
        {
            Fr[] drawn = NextDistinct(grain, 2 * width);
            if (TryCauchy(drawn.AsSpan(0, width), drawn.AsSpan(width), out Fr[] matrix))
            {
                return matrix;
            }
        }
    }

    private static Fr[] NextDistinct(GrainLfsr grain, int count)
    {
        while (true)
        {
            Fr[] drawn = new Fr[count];
            for (int i = 0; i < count; i++)
            {
                drawn[i] = Fr.Reduce(grain.NextInteger(FieldBits));
            }

            if (new HashSet<Fr>(drawn).Count == count)
            {
                return drawn;
            }
        }
    }

    private static bool TryCauchy(ReadOnlySpan<Fr> x, ReadOnlySpan<Fr> y, out Fr[] matrix)
    {
        int width = x.Length;
        matrix = new Fr[width * width];
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                Fr sum = x[i] + y[j];
                if (sum.IsZero)
                {
                    return false;
                }

                matrix[(i * width) + j] = sum;
            }
        }

        BatchInversion.Invert<Fr>(matrix);
        return true;
    }
}
