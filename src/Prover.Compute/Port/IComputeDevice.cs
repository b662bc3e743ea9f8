using Prover.Algebra;

namespace Prover.Compute;

/// <summary>One place where the heavy work of a proof is done: a CPU with native kernels, a CPU without, a
/// GPU.</summary>
/// <remarks>
/// <para>The contract is the same for every device and is held by one set of tests. Field elements cross in
/// Montgomery form with R = 2^256, reduced; points cross affine, on the curve and in the subgroup of order r (not
/// checked), the identity as all zero bytes. What a device keeps inside is its own matter.</para>
/// <para>Deterministic: equal inputs give equal results, whatever the device and the number of threads. Calls may
/// come from several threads at once as long as none writes what another one uses. Lengths that do not fit, handles
/// of another device and disposed handles are refused before anything is written.</para>
/// <para>Every call with a <see cref="ComputeBudget"/> may end with <see cref="OperationCanceledException"/>,
/// within two seconds of the cancellation; its outputs are then unspecified. A fault of the device itself is a
/// <see cref="DeviceException"/>.</para>
/// <para>Running times depend on the scalars (skipped zeros, bucket sizes): a device is for a machine that nobody
/// else measures.</para>
/// </remarks>
public interface IComputeDevice : IDisposable
{
    /// <summary>Short name to choose it by: native, managed, …</summary>
    string Name { get; }

    /// <summary>One line for a log: which instruction set or which card.</summary>
    string Description { get; }

    /// <summary>A vector of zeros.</summary>
    ResidentFrVector AllocateFr(int length);

    /// <summary>A vector with the given values, which must stay as they are until the handle is disposed; it is only
    /// read. A CPU device uses the memory in place, so that a secret is not copied.</summary>
    ResidentFrVector LoadFr(FixedMemory<Fr> values);

    /// <summary>Copies <paramref name="source"/> into a vector of the same length.</summary>
    void Upload(ReadOnlySpan<Fr> source, ResidentFrVector destination);

    /// <summary>Copies a vector into <paramref name="destination"/> of the same length.</summary>
    void Download(ResidentFrVector source, Span<Fr> destination);

    /// <summary>Copies a vector into another one of the same length.</summary>
    void Copy(ResidentFrVector source, ResidentFrVector destination);

    /// <summary>Loads points of G1; a CPU device uses the memory in place, which must stay as it is until the
    /// handle is disposed.</summary>
    ResidentG1 LoadG1(FixedMemory<G1Affine> points);

    /// <summary>Loads points of G2; a CPU device uses the memory in place, which must stay as it is until the
    /// handle is disposed.</summary>
    ResidentG2 LoadG2(FixedMemory<G2Affine> points);

    /// <summary>Loads positions; a CPU device uses the memory in place, which must stay as it is until the handle
    /// is disposed.</summary>
    ResidentIndices LoadIndices(FixedMemory<uint> indices);

    /// <summary>Loads a matrix; a CPU device uses the memory in place, which must stay as it is until the handle is
    /// disposed.</summary>
    ResidentMatrix LoadMatrix(SparseMatrix matrix);

    /// <summary>y ← M·x in the first M.Rows elements of y, zeros after them.</summary>
    /// <param name="matrix">M.</param>
    /// <param name="vector">x, of length M.Columns.</param>
    /// <param name="result">y, of length M.Rows or more; must not overlap x.</param>
    /// <param name="budget">Threads and cancellation.</param>
    void Multiply(ResidentMatrix matrix, ResidentFrVector vector, ResidentFrVector result, ComputeBudget budget);

    /// <summary>resultᵢ ← source[indicesᵢ].</summary>
    /// <param name="source">Where to read.</param>
    /// <param name="indices">Positions, each below the length of <paramref name="source"/>.</param>
    /// <param name="result">As long as <paramref name="indices"/>; must not overlap the source.</param>
    /// <param name="budget">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">A position is out of range.</exception>
    void Gather(ResidentFrVector source, ResidentIndices indices, ResidentFrVector result, ComputeBudget budget);

    /// <summary>Transforms vectors in place on the coset g·⟨ω⟩, natural order in and out.</summary>
    /// <remarks>
    /// Forward: v̂ᵢ = Σⱼ vⱼ·(g·ωⁱ)ʲ. Inverse: the v with that transform. n = 2ᵏ is the length, 0 ≤ k ≤ 28, and
    /// ω = <see cref="NttDomain.Root"/>(k).
    /// </remarks>
    /// <param name="vectors">Vectors of one length, a power of two; no two overlap.</param>
    /// <param name="direction">Forward or inverse.</param>
    /// <param name="shift">g; not zero; 1 for the plain transform.</param>
    /// <param name="budget">Threads and cancellation.</param>
    void Ntt(ReadOnlySpan<ResidentFrVector> vectors, NttDirection direction, in Fr shift, ComputeBudget budget);

    /// <summary>resultᵢ ← aᵢ + bᵢ; equal lengths; the result may be a or b.</summary>
    void Add(ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, ComputeBudget budget);

    /// <summary>resultᵢ ← aᵢ − bᵢ; equal lengths; the result may be a or b.</summary>
    void Subtract(ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, ComputeBudget budget);

    /// <summary>resultᵢ ← aᵢ·bᵢ; equal lengths; the result may be a or b.</summary>
    void Multiply(ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, ComputeBudget budget);

    /// <summary>resultᵢ ← aᵢ·bᵢ − cᵢ; equal lengths; the result may be a, b or c.</summary>
    void MultiplySubtract(
        ResidentFrVector a, ResidentFrVector b, ResidentFrVector c, ResidentFrVector result, ComputeBudget budget);

    /// <summary>resultᵢ ← factor·aᵢ; equal lengths; the result may be a.</summary>
    void Scale(ResidentFrVector a, in Fr factor, ResidentFrVector result, ComputeBudget budget);

    /// <summary>Computes each Σ kᵢ·Pᵢ of a batch in G1. Points may repeat, be opposite or be the identity.</summary>
    /// <returns>One point per element of the batch, in its order.</returns>
    G1Affine[] Msm(ReadOnlySpan<MsmG1> batch, ComputeBudget budget);

    /// <summary>Computes each Σ kᵢ·Pᵢ of a batch in G2. Points may repeat, be opposite or be the identity.</summary>
    /// <returns>One point per element of the batch, in its order.</returns>
    G2Affine[] Msm(ReadOnlySpan<MsmG2> batch, ComputeBudget budget);

    /// <summary>resultsᵢ ← kᵢ·P for one point P of G1: how keys are made.</summary>
    /// <param name="point">P; may be the identity.</param>
    /// <param name="scalars">The kᵢ.</param>
    /// <param name="results">Host memory, as long as <paramref name="scalars"/>.</param>
    /// <param name="budget">Threads and cancellation.</param>
    void MultiplyFixedBase(
        in G1Affine point, ResidentFrVector scalars, FixedMemory<G1Affine> results, ComputeBudget budget);

    /// <summary>resultsᵢ ← kᵢ·P for one point P of G2: how keys are made.</summary>
    /// <param name="point">P; may be the identity.</param>
    /// <param name="scalars">The kᵢ.</param>
    /// <param name="results">Host memory, as long as <paramref name="scalars"/>.</param>
    /// <param name="budget">Threads and cancellation.</param>
    void MultiplyFixedBase(
        in G2Affine point, ResidentFrVector scalars, FixedMemory<G2Affine> results, ComputeBudget budget);

    /// <summary>resultsᵢ ← Poseidon(inputs[i·arity] … inputs[i·arity + arity − 1]), circomlib's parameters.</summary>
    /// <param name="arity">Inputs per hash, 1 … 16.</param>
    /// <param name="inputs">arity·n elements.</param>
    /// <param name="results">n elements; must not overlap the inputs.</param>
    /// <param name="budget">Threads and cancellation.</param>
    void Poseidon(int arity, ResidentFrVector inputs, ResidentFrVector results, ComputeBudget budget);

    /// <summary>True when Π e(Pᵢ, Qᵢ) = 1; the empty product is 1. Points must be on the curve and in the
    /// subgroup.</summary>
    bool PairingProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q, ComputeBudget budget);

    /// <summary>Takes points that many products of pairings will use.</summary>
    /// <exception cref="ArgumentException">A point is not in G2.</exception>
    ResidentPairingPoints LoadPairingPoints(ReadOnlySpan<G2Affine> points);

    /// <summary>Π e(Pᵢ, Qᵢ) · Π e(Rⱼ, Sⱼ), the value of <see cref="Pairing.Product"/>; 1 for no terms.</summary>
    /// <remarks>Unlike elsewhere in this port, the points are checked: data from outside may come here as it
    /// is.</remarks>
    /// <param name="terms">The points.</param>
    /// <param name="isValid">Empty, or one per term: true when Pᵢ is in G1 and Qᵢ in G2, then when Rⱼ is in
    /// G1.</param>
    /// <param name="product">The value; zero when the result is false.</param>
    /// <param name="budget">Threads and cancellation.</param>
    /// <returns>False when a point is not in its group.</returns>
    bool TryPairingProduct(PairingTerms terms, Span<bool> isValid, out Fq12 product, ComputeBudget budget);

    /// <summary>resultsᵢ ← kᵢ·Pᵢ in G1, for up to some hundred points in host memory.</summary>
    /// <remarks>A scalar a + λ·b with a, b &lt; 2^64 and λ = <see cref="Bn254.Lambda"/> may cost half of what a
    /// long one does.</remarks>
    void MultiplyEach(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, Span<G1Affine> results, ComputeBudget budget);

    /// <summary>Σ kᵢ·Pᵢ in G1, for up to some hundred points in host memory, where
    /// <see cref="Msm(ReadOnlySpan{MsmG1}, ComputeBudget)"/> is slow.</summary>
    G1Affine SumOfMultiples(ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, ComputeBudget budget);

    /// <summary>Runs all steps of a plan, each after those that it waits for, and fills in their results.</summary>
    /// <remarks>The same results as the single calls. Memory that held scalars is cleared before it returns, also
    /// when it is cancelled. An exception of a <see cref="CallStep"/> comes out as it is. Progress covers the whole
    /// plan.</remarks>
    /// <exception cref="ArgumentException">A step has a handle of another device or lengths that do not
    /// fit.</exception>
    void Run(ComputePlan plan, ComputeBudget budget);
}
