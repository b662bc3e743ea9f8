using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Blocks of elements of 𝔽q or 𝔽q², for additions that are written once for G1 and G2.</summary>
/// <remarks>
/// Ranges as in <see cref="FieldKernel{TLanes, TVector}"/>, for each coefficient. With inputs of at most αq and βq a
/// product is at most (2αβ/169 + 3)q. Temporary memory: <see cref="Temporaries"/> vectors.
/// </remarks>
internal unsafe interface IFieldBlock<TVector, TField>
    where TVector : unmanaged
    where TField : unmanaged, IField<TField>
{
    /// <summary>Vectors per block.</summary>
    static abstract int Size { get; }

    /// <summary>Vectors of temporary memory.</summary>
    static abstract int Temporaries { get; }

    /// <summary>Reads one element per lane. Out: tidy, in [0, 32q).</summary>
    static abstract void Load(TVector* r, byte** at);

    /// <summary>Writes one element per lane, reduced. In: at most 256q.</summary>
    static abstract void Store(byte** at, TVector* v);

    /// <summary>r ← a·b; r may be a or b. In: b tidy, limbs of a in ±1.2·2^29. Out: tidy.</summary>
    static abstract void Multiply(TVector* r, TVector* a, TVector* b, TVector* temporary);

    /// <summary>r ← a²; r is not a. In: a tidy. Out: limbs up to 2^30.</summary>
    static abstract void Square(TVector* r, TVector* a, TVector* temporary);

    /// <summary>r ← a − b limb by limb.</summary>
    static abstract void Subtract(TVector* r, TVector* a, TVector* b);

    /// <summary>Makes v tidy.</summary>
    static abstract void Tidy(TVector* v);
}
