using System.Runtime.Intrinsics;
using Prover.Algebra;

namespace Prover.Compute;

/// <summary>The vector instructions of a processor, as far as the managed device uses them.</summary>
/// <remarks>A device without one works with the 64-bit arithmetic of the algebra, its slow twin.</remarks>
internal abstract class VectorUnit
{
    /// <summary>AVX-512F, eight lanes; null where the processor or the runtime lacks it.</summary>
    public static VectorUnit? Wide { get; } =
        Lanes8.IsSupported ? new VectorUnit<Lanes8, Vector512<long>>("AVX-512F, 8 lanes of 29-bit limbs") : null;

    /// <summary>AVX2, four lanes; null where the processor or the runtime lacks it.</summary>
    public static VectorUnit? Narrow { get; } =
        Lanes4.IsSupported ? new VectorUnit<Lanes4, Vector256<long>>("AVX2, 4 lanes of 29-bit limbs") : null;

    /// <summary>The widest one that is there; null if there is none.</summary>
    public static VectorUnit? Best => Wide ?? Narrow;

    /// <summary>Instruction set and layout, for a log.</summary>
    public abstract string Description { get; }

    /// <summary>Shortest transform that <see cref="Transform"/> takes, as a power of two.</summary>
    public abstract int MinTransformLog { get; }

    /// <summary>rᵢ ← aᵢ·bᵢ for the first elements; r may be a or b.</summary>
    /// <returns>How many elements are done: a multiple of the lanes, fewer than that are left.</returns>
    public abstract int Multiply(FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> r);

    /// <summary>rᵢ ← aᵢ·bᵢ − cᵢ for the first elements; r may be a, b or c.</summary>
    /// <returns>How many elements are done.</returns>
    public abstract int MultiplySubtract(
        FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> c, FixedMemory<Fr> r);

    /// <summary>rᵢ ← factor·aᵢ for the first elements; r may be a.</summary>
    /// <returns>How many elements are done.</returns>
    public abstract int Scale(in Fr factor, FixedMemory<Fr> a, FixedMemory<Fr> r);

    /// <summary>Forward: the transform on the coset shift·⟨ω⟩. Inverse: that without a shift.</summary>
    /// <param name="data">2^log elements, in place.</param>
    /// <param name="spare">As many elements that nobody needs.</param>
    /// <param name="log">At least <see cref="MinTransformLog"/>.</param>
    /// <param name="direction">Forward or inverse.</param>
    /// <param name="shift">Not zero; 1 for the inverse.</param>
    /// <param name="budget">Threads and cancellation.</param>
    public abstract void Transform(
        FixedMemory<Fr> data, FixedMemory<Fr> spare, int log, NttDirection direction, in Fr shift,
        ComputeBudget budget);

    /// <summary>A batch of additions in G1.</summary>
    public abstract BatchAdder<G1Affine, Fq> AdderG1();

    /// <summary>A batch of additions in G2.</summary>
    public abstract BatchAdder<G2Affine, Fq2> AdderG2();
}
