using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Adds affine points to affine sums, many at a time for one inversion.</summary>
/// <remarks>
/// Use: any number of <see cref="Queue"/>, then <see cref="Finish"/>. Between two calls of Finish no sum is named
/// twice, no sum is an addend, and nobody touches either. Any points: identities, equal and opposite ones are told
/// apart. Time depends on such coincidences. For one thread at a time.
/// </remarks>
internal abstract unsafe class BatchAdder<TPoint, TField> : IDisposable
    where TPoint : unmanaged, IAffinePoint<TPoint, TField>
    where TField : unmanaged, IField<TField>
{
    /// <summary>Will add a point to a sum, both at fixed addresses.</summary>
    public void Queue(TPoint* sum, TPoint* addend)
    {
        if (addend->IsIdentity)
        {
            return;
        }

        if (sum->IsIdentity)
        {
            *sum = *addend;
            return;
        }

        Enqueue(sum, addend);
    }

    /// <summary>Performs what is queued.</summary>
    public abstract void Finish();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Queues two points that are not the identity.</summary>
    protected abstract void Enqueue(TPoint* sum, TPoint* addend);
}
