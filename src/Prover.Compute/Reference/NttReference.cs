using Prover.Algebra;

namespace Prover.Compute;

/// <summary>The slow twin of the transforms: sums by definition, n² products.</summary>
public static class NttReference
{
    /// <summary>v̂ᵢ = Σⱼ vⱼ·(g·ωⁱ)ʲ, by Horner's rule.</summary>
    /// <param name="vector">v, of length 2ᵏ.</param>
    /// <param name="shift">g, not zero.</param>
    public static Fr[] Forward(ReadOnlySpan<Fr> vector, in Fr shift)
    {
        Fr root = NttDomain.Root(NttDomain.LogOf(vector.Length));
        var result = new Fr[vector.Length];
        Fr point = shift;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Evaluate(vector, in point);
            point *= root;
        }

        return result;
    }

    /// <summary>The v with Forward(v) = <paramref name="values"/>: vⱼ = (1/n)·g⁻ʲ·Σᵢ v̂ᵢ·ω⁻ⁱʲ.</summary>
    /// <param name="values">v̂, of length 2ᵏ.</param>
    /// <param name="shift">g, not zero.</param>
    public static Fr[] Inverse(ReadOnlySpan<Fr> values, in Fr shift)
    {
        Fr rootInverse = NttDomain.Root(NttDomain.LogOf(values.Length)).Inverse();
        Fr shiftInverse = shift.Inverse();
        Fr factor = Fr.FromUInt64((ulong)values.Length).Inverse();
        var result = new Fr[values.Length];
        Fr point = Fr.One;
        for (int j = 0; j < result.Length; j++)
        {
            result[j] = Evaluate(values, in point) * factor;
            point *= rootInverse;
            factor *= shiftInverse;
        }

        return result;
    }

    private static Fr Evaluate(ReadOnlySpan<Fr> coefficients, in Fr point)
    {
        Fr sum = Fr.Zero;
        for (int j = coefficients.Length - 1; j >= 0; j--)
        {
            sum = (sum * point) + coefficients[j];
        }

        return sum;
    }
}
