using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>The equation of <see cref="Verify.Batch"/> over any run of claims.</summary>
internal sealed class BatchEquation
{
    private readonly PreparedVerifyingKey _key;
    private readonly Claim[] _claims;
    private readonly Fr[] _rho;
    private readonly ComputeBudget _budget;
    private readonly G1Affine[] _rhoA;
    private readonly G2Affine[] _b;
    private readonly G1Affine[] _c;

    /// <summary>Computes the ρⱼAⱼ.</summary>
    /// <param name="key">The key.</param>
    /// <param name="claims">Claims for which <see cref="IsWellFormed"/> holds.</param>
    /// <param name="rho">One coefficient for each.</param>
    /// <param name="budget">Threads and cancellation.</param>
    public BatchEquation(PreparedVerifyingKey key, Claim[] claims, Fr[] rho, ComputeBudget budget)
    {
        _key = key;
        _claims = claims;
        _rho = rho;
        _budget = budget;
        _b = Array.ConvertAll(claims, claim => claim.Proof.B);
        _c = Array.ConvertAll(claims, claim => claim.Proof.C);
        _rhoA = new G1Affine[claims.Length];
        key.Device.MultiplyEach(Array.ConvertAll(claims, claim => claim.Proof.A), rho, _rhoA, budget);
    }

    /// <summary>Number of claims.</summary>
    public int Count => _claims.Length;

    /// <summary>What must hold before a claim may enter an equation: the number of inputs is that of the key, A and C
    /// are on the curve. B is tested by its Miller loop.</summary>
    public static bool IsWellFormed(VerifyingKey key, Claim claim) =>
        claim.PublicInputs.Length == key.PublicCount && claim.Proof.A.IsOnCurve() && claim.Proof.C.IsOnCurve();

    /// <summary>True if the equation over the claims first ≤ j &lt; first + count holds; false, too, if a B is not in
    /// G2: then <paramref name="isValid"/>, if it is not empty, is false for that claim.</summary>
    public bool Holds(int first, int count, Span<bool> isValid = default)
    {
        G1Affine[] r = FixedPartners(first, count);
        bool[] flags = new bool[count + r.Length];
        var terms = new PairingTerms
        {
            P = _rhoA.AsSpan(first, count),
            Q = _b.AsSpan(first, count),
            R = r,
            S = _key.GammaDeltaBeta,
        };
        bool holds = _key.Device.TryPairingProduct(terms, flags, out Fq12 product, _budget) && product.IsOne;
        flags.AsSpan(0, Math.Min(count, isValid.Length)).CopyTo(isValid);
        return holds;
    }

    /// <summary>True if one claim is true: the same by itself, with ρ = 1.</summary>
    public bool HoldsAlone(int index) =>
        Verify.Proof(_key, _claims[index].Proof, _claims[index].PublicInputs.Span, _budget);

    /// <summary>The same equation without some claims.</summary>
    public BatchEquation Keep(ReadOnlySpan<bool> keep)
    {
        var claims = new List<Claim>();
        var rho = new List<Fr>();
        for (int j = 0; j < keep.Length; j++)
        {
            if (keep[j])
            {
                claims.Add(_claims[j]);
                rho.Add(_rho[j]);
            }
        }

        return new BatchEquation(_key, [.. claims], [.. rho], _budget);
    }

    /// <summary>The partners of γ, δ and β: −Σ ρⱼ·(Σᵢ aⱼᵢ·ICᵢ), −Σ ρⱼCⱼ, −Σ ρⱼ·α.</summary>
    private G1Affine[] FixedPartners(int first, int count)
    {
        var sums = new Fr[_key.Key.PublicCount + 1];
        for (int j = first; j < first + count; j++)
        {
            ReadOnlySpan<Fr> inputs = _claims[j].PublicInputs.Span;
            sums[0] += _rho[j];
            for (int i = 0; i < inputs.Length; i++)
            {
                sums[i + 1] += _rho[j] * inputs[i];
            }
        }

        IComputeDevice device = _key.Device;
        ReadOnlySpan<Fr> rho = _rho.AsSpan(first, count);
        return
        [
            -device.SumOfMultiples(_key.Key.Ic, sums, _budget),
            -device.SumOfMultiples(_c.AsSpan(first, count), rho, _budget),
            -device.SumOfMultiples([_key.Key.Alpha], sums.AsSpan(0, 1), _budget),
        ];
    }
}
