using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>The values Lⱼ(τ) at the points first·rootʲ of one group of roots of unity, by Montgomery's trick.</summary>
internal sealed class LagrangeJob : ComputeJob, IDisposable
{
    /// <summary>Elements of a piece, which share one inversion.</summary>
    private const int Grain = 1 << 12;

    private readonly Fr _root;
    private readonly Fr _first;
    private readonly FixedMemory<Fr> _basis;
    private readonly AlignedBuffer<Fr> _secrets = new(2); // in memory that is cleared, not in fields

    /// <summary>Prepares.</summary>
    /// <param name="root">From one point to the next.</param>
    /// <param name="first">The first point.</param>
    /// <param name="order">m: all points are m-th roots of unity.</param>
    /// <param name="tau">τ, with τᵐ ≠ 1.</param>
    /// <param name="basis">Where the values go.</param>
    public LagrangeJob(in Fr root, in Fr first, long order, in Fr tau, FixedMemory<Fr> basis)
    {
        _root = root;
        _first = first;
        _basis = basis;
        _secrets.Span[0] = tau;
        _secrets.Span[1] = (tau.Pow(order) - Fr.One) * Fr.FromUInt64((ulong)order).Inverse();
    }

    /// <inheritdoc/>
    public override double Cost(int stage) => 220.0 * _basis.Length;

    /// <inheritdoc/>
    public override int Begin(int stage) => (_basis.Length + Grain - 1) / Grain;

    /// <inheritdoc/>
    public override void Run(int stage, int piece)
    {
        int start = piece * Grain;
        Fill(_basis.Span.Slice(start, Math.Min(Grain, _basis.Length - start)), _first * _root.Pow(start));
    }

    /// <inheritdoc/>
    public override void Release() => Dispose();

    /// <summary>Clears τ.</summary>
    public void Dispose() => _secrets.Dispose();

    /// <summary>The running products lie in memory that is cleared, since they tell τ.</summary>
    private void Fill(Span<Fr> basis, Fr power)
    {
        ref readonly Fr tau = ref _secrets.Span[0];
        using var before = new AlignedBuffer<Fr>(basis.Length);
        Fr product = Fr.One;
        for (int j = 0; j < basis.Length; j++, power *= _root)
        {
            before.Span[j] = product;
            product *= tau - power;
        }

        Fr inverse = product.Inverse() * _secrets.Span[1];
        Fr back = _root.Inverse();
        for (int j = basis.Length - 1; j >= 0; j--)
        {
            power *= back;
            basis[j] = power * (inverse * before.Span[j]);
            inverse *= tau - power;
        }
    }
}
