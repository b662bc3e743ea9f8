using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Some of the scalars of a sum: where they are and what they are multiplied with.</summary>
/// <param name="Values">The vector.</param>
/// <param name="At">Positions in it; null for all in order.</param>
/// <param name="Factor">One element; null for 1.</param>
internal sealed record ScalarsSource(FixedMemory<Fr> Values, FixedMemory<uint>? At, FixedMemory<Fr>? Factor)
{
    private const int Samples = 4096;
    private static readonly Fr MinusOne = -Fr.One;

    /// <summary>Number of scalars.</summary>
    public int Count => At?.Length ?? Values.Length;

    /// <summary>True when the scalars lie one after another in <see cref="Values"/> as they are.</summary>
    public bool IsPlain => At is null && Factor is null;

    /// <summary>Writes scalars first … first + picked.Length − 1.</summary>
    /// <exception cref="ArgumentException">A position is out of range.</exception>
    public void Pick(int first, Span<Fr> picked)
    {
        ReadOnlySpan<Fr> values = Values.Span;
        if (At is null)
        {
            values.Slice(first, picked.Length).CopyTo(picked);
        }
        else
        {
            ReadOnlySpan<uint> positions = At.Value.Span.Slice(first, picked.Length);
            for (int i = 0; i < positions.Length; i++)
            {
                if (positions[i] >= (uint)values.Length)
                {
                    throw new ArgumentException(
                        $"Position {positions[i]} is out of a vector of {values.Length} elements.");
                }

                picked[i] = values[(int)positions[i]];
            }
        }

        if (Factor is { } factor)
        {
            NativeFr.Scale(picked, picked, factor.Span[0]);
        }
    }

    /// <summary>An estimate of how many scalars are neither 0 nor ±1: only those fill more than one
    /// window.</summary>
    public int EstimateWide()
    {
        int step = Math.Max(1, Count / Samples);
        int wide = 0;
        int seen = 0;
        for (int i = 0; i < Count; i += step)
        {
            seen++;
            wide += IsWide(At is null ? (uint)i : At.Value.Span[i]) ? 1 : 0;
        }

        return seen == 0 ? 0 : (int)((long)Count * wide / seen);
    }

    private bool IsWide(uint position)
    {
        if (position >= (uint)Values.Length)
        {
            return false; // refused when it is picked
        }

        Fr value = Values.Span[(int)position];
        return !value.IsZero && (Factor is not null || (value != Fr.One && value != MinusOne));
    }
}
