using Prover.Algebra;

namespace Prover.Compute;

/// <summary>The device that is always there: plain C#, no native library.</summary>
/// <remarks>What a fallback lands on, and a second opinion for tests. Uses the vector instructions that the processor
/// has; results do not depend on them.</remarks>
public sealed partial class ManagedDevice : CpuDevice
{
    /// <summary>The name to choose it by.</summary>
    public const string DeviceName = "managed";

    /// <summary>Null: 64-bit arithmetic alone.</summary>
    private readonly VectorUnit? _unit;

    /// <summary>A device with the widest vectors of the processor.</summary>
    public ManagedDevice()
        : this(VectorUnit.Best)
    {
    }

    /// <summary>A device with these vectors, or with none.</summary>
    internal ManagedDevice(VectorUnit? unit)
    {
        _unit = unit;
        _ntt = new ManagedNtt(unit);
    }

    /// <inheritdoc/>
    public override string Name => DeviceName;

    /// <inheritdoc/>
    public override string Description => $"managed: C#, {_unit?.Description ?? "4 limbs of 64 bits"}";

    /// <inheritdoc/>
    protected override G1Affine MsmCore(
        FixedMemory<G1Affine> points, FixedMemory<Fr> scalars, ComputeBudget budget) =>
        Pippenger<G1Affine, Fq>.SumVarTime(points, scalars, AdderG1, budget);

    /// <inheritdoc/>
    protected override G2Affine MsmCore(
        FixedMemory<G2Affine> points, FixedMemory<Fr> scalars, ComputeBudget budget) =>
        Pippenger<G2Affine, Fq2>.SumVarTime(points, scalars, AdderG2, budget);

    /// <inheritdoc/>
    protected override void MultiplyFixedBaseCore(
        G1Affine point, FixedMemory<Fr> scalars, FixedMemory<G1Affine> results, ComputeBudget budget) =>
        FixedBase<G1Affine, Fq>.MultiplyVarTime(point, scalars, results, AdderG1, budget);

    /// <inheritdoc/>
    protected override void MultiplyFixedBaseCore(
        G2Affine point, FixedMemory<Fr> scalars, FixedMemory<G2Affine> results, ComputeBudget budget) =>
        FixedBase<G2Affine, Fq2>.MultiplyVarTime(point, scalars, results, AdderG2, budget);

    /// <inheritdoc/>
    protected override void PoseidonCore(
        int arity, FixedMemory<Fr> inputs, FixedMemory<Fr> results, ComputeBudget budget) =>
        budget.ForRanges(results.Length, 256, (start, count) =>
        {
            Span<Fr> part = results.Span.Slice(start, count);
            for (int i = 0; i < count; i++)
            {
                part[i] = Algebra.Poseidon.Hash(inputs.Span.Slice((start + i) * arity, arity));
            }
        });

    /// <inheritdoc/>
    public override ResidentPairingPoints LoadPairingPoints(ReadOnlySpan<G2Affine> points) =>
        ManagedPairing.Load(this, points);

    /// <inheritdoc/>
    protected override bool TryPairingProductCore(
        PairingTerms terms, Span<bool> isValid, out Fq12 product, ComputeBudget budget) =>
        ManagedPairing.TryProduct(terms, isValid, out product);

    /// <inheritdoc/>
    protected override void MultiplyEachCore(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, Span<G1Affine> results, ComputeBudget budget) =>
        ManagedPairing.MultiplyEach(points, scalars, results);

    /// <inheritdoc/>
    protected override G1Affine SumOfMultiplesCore(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, ComputeBudget budget) =>
        ManagedPairing.SumOfMultiples(points, scalars);

    /// <inheritdoc/>
    protected override bool PairingProductIsOneCore(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q, ComputeBudget budget)
    {
        var pairs = new (G1Affine P, G2Affine Q)[p.Length];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = (p[i], q[i]);
        }

        return Pairing.ProductIsOne(pairs);
    }

    private BatchAdder<G1Affine, Fq> AdderG1() => _unit?.AdderG1() ?? new ScalarAdder<G1Affine, Fq>();

    private BatchAdder<G2Affine, Fq2> AdderG2() => _unit?.AdderG2() ?? new ScalarAdder<G2Affine, Fq2>();
}
