using System.Numerics;

namespace Prover.Algebra.Tests;

/// <summary>Square and multiply, from the lowest bit.</summary>
internal static class PlainPower
{
    public static T Of<T>(T value, BigInteger exponent)
        where T : struct, IField<T>
    {
        T result = T.One;
        for (; !exponent.IsZero; exponent >>= 1)
        {
            result = exponent.IsEven ? result : result * value;
            value = value.Square();
        }

        return result;
    }
}
