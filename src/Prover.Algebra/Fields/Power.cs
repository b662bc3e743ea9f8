using System.Numerics;

namespace Prover.Algebra;

/// <summary>Powers with public exponents.</summary>
internal static class Power
{
    /// <summary>value^exponent by square and multiply from the top bit; time depends on the exponent only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is negative.</exception>
    public static T Of<T>(in T value, BigInteger exponent)
        where T : struct, IField<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        T result = T.One;
        foreach (byte digits in exponent.ToByteArray(isUnsigned: true, isBigEndian: true))
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                result = result.Square();
                if (((digits >> bit) & 1) != 0)
                {
                    result *= value;
                }
            }
        }

        return result;
    }
}
