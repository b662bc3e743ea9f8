using System.Numerics;
using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Numbers below ℓ, modulo ℓ, as 251 digits ±1.</summary>
/// <remarks>
/// For x in [0, ℓ) let M = x, or M = x − ℓ if x ≥ 2^250. Then −2^250 ≤ M &lt; 2^250 and
/// 2M + 1 = σ·2^250 + Σ_{i &lt; 250} sᵢ·2ⁱ with σ, sᵢ = ±1, σ = −1 exactly if M is negative.
/// Backwards, every choice of digits gives x = M + (σ &lt; 0 ? ℓ : 0), a number in [0, 2^250) or [ℓ − 2^250, ℓ), hence
/// in [0, ℓ): whoever shows the digits has shown that x is below ℓ, at no cost. Numbers in the overlap have two forms.
/// </remarks>
internal readonly struct SignedDigits
{
    /// <summary>Digits sᵢ besides σ; 2^250 &lt; ℓ &lt; 2^251.</summary>
    public const int Count = 250;

    private readonly BigInteger _low;

    private SignedDigits(bool negative, BigInteger low)
    {
        Negative = negative;
        _low = low;
    }

    /// <summary>σ = −1.</summary>
    public bool Negative { get; }

    /// <summary>The digits of x in [0, ℓ).</summary>
    public static SignedDigits Of(BigInteger x)
    {
        // 2M + 1 − σ·2^250 = 2·low − (2^250 − 1) with low = M modulo 2^250.
        BigInteger half = BigInteger.One << Count;
        return x < half ? new SignedDigits(false, x) : new SignedDigits(true, x - BabyJubjub.SubgroupOrder + half);
    }

    /// <summary>sᵢ = +1.</summary>
    public bool IsPlus(int i) => !((_low >> i) & BigInteger.One).IsZero;

    /// <summary>4·sᵢ₊₂ + 2·sᵢ₊₁ + sᵢ: one of ±1, ±3, ±5, ±7.</summary>
    public int Window(int i) => (2 * (int)((_low >> i) & 7)) - 7;
}
