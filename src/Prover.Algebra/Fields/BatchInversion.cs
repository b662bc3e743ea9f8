namespace Prover.Algebra;

/// <summary>Many inverses for the price of one and three products each.</summary>
public static class BatchInversion
{
    /// <summary>Replaces every value by its inverse; zeros stay zero.</summary>
    /// <remarks>
    /// Montgomery's trick: with the running products pᵢ = v₀⋯vᵢ, vᵢ⁻¹ = pᵢ₋₁ · (pᵢ⁻¹), walked from the end.
    /// Allocates one array as long as the input. Branches on whether a value is zero, on nothing else.
    /// </remarks>
    public static void Invert<T>(Span<T> values)
        where T : struct, IField<T>
    {
        T[] before = new T[values.Length];
        T product = T.One;
        for (int i = 0; i < values.Length; i++)
        {
            before[i] = product;
            if (!values[i].IsZero)
            {
                product *= values[i];
            }
        }

        T inverse = product.Inverse();
        for (int i = values.Length - 1; i >= 0; i--)
        {
            if (!values[i].IsZero)
            {
                T value = values[i];
                values[i] = before[i] * inverse;
                inverse *= value;
            }
        }
    }

    /// <summary>The slow twin: one inversion per value.</summary>
    public static void InvertReference<T>(Span<T> values)
        where T : struct, IField<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = values[i].Inverse();
        }
    }
}
