using Prover.Algebra;
using Prover.Host.Bench.Setting;

namespace Prover.Host.Bench.Kernels;

/// <summary>Scalars kᵢ, and points sᵢ·G by their logarithms sᵢ: Σ kᵢ·(sᵢ·G) = (Σ kᵢsᵢ)·G is known.</summary>
/// <remarks>Both uniform in [0, r). Smaller sizes use the first ones of the largest.</remarks>
internal sealed class MsmScalars
{
    /// <summary>Draws n scalars and n logarithms.</summary>
    public MsmScalars(int count, ulong seed)
    {
        var numbers = new SeededNumbers(seed);
        Logarithms = numbers.NextFrs(count);
        Scalars = numbers.NextFrs(count);
    }

    /// <summary>The sᵢ.</summary>
    public Fr[] Logarithms { get; }

    /// <summary>The kᵢ.</summary>
    public Fr[] Scalars { get; }

    /// <summary>Σ kᵢsᵢ over the first <paramref name="count"/>: the logarithm of the sum.</summary>
    public Fr LogarithmOfSum(int count)
    {
        Fr sum = Fr.Zero;
        for (int i = 0; i < count; i++)
        {
            sum += Logarithms[i] * Scalars[i];
        }

        return sum;
    }
}
