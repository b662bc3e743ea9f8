using Prover.Algebra;

namespace Prover.Compute;

public abstract partial class CpuDevice
{
    /// <summary>Elements per piece of work in passes that only stream through memory.</summary>
    protected const int StreamGrain = 1 << 14;

    /// <inheritdoc/>
    public void Multiply(ResidentMatrix matrix, ResidentFrVector vector, ResidentFrVector result, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        SparseMatrix m = Own<CpuMatrix>(matrix).Matrix;
        FixedMemory<Fr> x = Unwrap(vector);
        FixedMemory<Fr> y = Unwrap(result);
        CheckProduct(m, x, y);
        MultiplyCore(m, x, y.Slice(0, m.Rows), budget);
        y.Slice(m.Rows, y.Length - m.Rows).Span.Clear();
    }

    /// <inheritdoc/>
    public void Gather(ResidentFrVector source, ResidentIndices indices, ResidentFrVector result, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        FixedMemory<Fr> from = Unwrap(source);
        FixedMemory<uint> at = Own<CpuIndices>(indices).Memory;
        FixedMemory<Fr> to = Unwrap(result);
        SameLength(at.Length, to.Length);
        Disjoint(from, to);
        budget.ForRanges(at.Length, StreamGrain, (start, count) =>
        {
            ReadOnlySpan<Fr> values = from.Span;
            ReadOnlySpan<uint> positions = at.Span.Slice(start, count);
            Span<Fr> gathered = to.Span.Slice(start, count);
            for (int i = 0; i < count; i++)
            {
                if (positions[i] >= (uint)values.Length)
                {
                    throw new ArgumentException(
                        $"Position {positions[i]} is out of a vector of {values.Length} elements.");
                }

                gathered[i] = values[(int)positions[i]];
            }
        });
    }

    /// <inheritdoc/>
    public void Ntt(ReadOnlySpan<ResidentFrVector> vectors, NttDirection direction, in Fr shift, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        if (vectors.IsEmpty)
        {
            return;
        }

        _ = Nonzero(in shift);
        var memories = new FixedMemory<Fr>[vectors.Length];
        for (int i = 0; i < vectors.Length; i++)
        {
            memories[i] = Unwrap(vectors[i]);
            SameLength(memories[0].Length, memories[i].Length);
        }

        NttCore(memories, NttDomain.LogOf(memories[0].Length), direction, shift, budget);
    }

    /// <inheritdoc/>
    public void Add(ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, ComputeBudget budget) =>
        Pointwise(FrOperation.Add, a, b, result, budget);

    /// <inheritdoc/>
    public void Subtract(ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, ComputeBudget budget) =>
        Pointwise(FrOperation.Subtract, a, b, result, budget);

    /// <inheritdoc/>
    public void Multiply(ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, ComputeBudget budget) =>
        Pointwise(FrOperation.Multiply, a, b, result, budget);

    /// <inheritdoc/>
    public void MultiplySubtract(
        ResidentFrVector a, ResidentFrVector b, ResidentFrVector c, ResidentFrVector result, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        FixedMemory<Fr> x = Unwrap(a);
        FixedMemory<Fr> y = Unwrap(b);
        FixedMemory<Fr> z = Unwrap(c);
        FixedMemory<Fr> to = Unwrap(result);
        SameLength(x.Length, y.Length);
        SameLength(x.Length, z.Length);
        SameLength(x.Length, to.Length);
        MultiplySubtractCore(x, y, z, to, budget);
    }

    /// <inheritdoc/>
    public void Scale(ResidentFrVector a, in Fr factor, ResidentFrVector result, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        FixedMemory<Fr> from = Unwrap(a);
        FixedMemory<Fr> to = Unwrap(result);
        SameLength(from.Length, to.Length);
        ScaleCore(from, factor, to, budget);
    }

    /// <summary>y ← M·x; y has M.Rows elements and does not overlap x.</summary>
    protected abstract void MultiplyCore(SparseMatrix m, FixedMemory<Fr> x, FixedMemory<Fr> y, ComputeBudget budget);

    /// <summary>Transforms vectors of 2^log elements in place on the coset shift·⟨ω⟩; shift is not zero.</summary>
    protected abstract void NttCore(
        FixedMemory<Fr>[] vectors, int log, NttDirection direction, Fr shift, ComputeBudget budget);

    /// <summary>result ← a ∘ b element by element; all of one length; result may be a or b.</summary>
    protected abstract void PointwiseCore(
        FrOperation operation, FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> result, ComputeBudget budget);

    /// <summary>result ← a·b − c element by element; all of one length; result may be a, b or c.</summary>
    protected abstract void MultiplySubtractCore(
        FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> c, FixedMemory<Fr> result, ComputeBudget budget);

    /// <summary>result ← factor·a; of one length; result may be a.</summary>
    protected abstract void ScaleCore(FixedMemory<Fr> a, Fr factor, FixedMemory<Fr> result, ComputeBudget budget);

    /// <summary>Refuses vectors that do not fit y ← M·x.</summary>
    protected static void CheckProduct(SparseMatrix m, FixedMemory<Fr> x, FixedMemory<Fr> y)
    {
        ArgumentNullException.ThrowIfNull(m);
        SameLength(m.Columns, x.Length);
        if (y.Length < m.Rows)
        {
            throw new ArgumentException($"Expected room for {m.Rows} rows, found {y.Length} elements.");
        }

        Disjoint(x, y);
    }

    /// <summary>Refuses a shift of zero.</summary>
    protected static Fr Nonzero(in Fr shift) => shift.IsZero
        ? throw new ArgumentException("The shift of a coset is not zero.")
        : shift;

    private static unsafe void Disjoint(FixedMemory<Fr> a, FixedMemory<Fr> b)
    {
        if (a.Pointer < b.Pointer + b.Length && b.Pointer < a.Pointer + a.Length)
        {
            throw new ArgumentException("The result must not overlap the input.");
        }
    }

    private void Pointwise(
        FrOperation operation, ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        FixedMemory<Fr> x = Unwrap(a);
        FixedMemory<Fr> y = Unwrap(b);
        FixedMemory<Fr> to = Unwrap(result);
        SameLength(x.Length, y.Length);
        SameLength(x.Length, to.Length);
        PointwiseCore(operation, x, y, to, budget);
    }
}
