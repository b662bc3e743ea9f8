using Prover.Algebra;

namespace Prover.Compute;

public sealed partial class ManagedDevice
{
    /// <summary>Rows per piece of work of a sparse product: some ten thousand products.</summary>
    private const int RowGrain = 1 << 12;

    private readonly ManagedNtt _ntt;

    private interface IPairOperator
    {
        static abstract Fr Invoke(in Fr a, in Fr b);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ntt.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override void NttCore(
        FixedMemory<Fr>[] vectors, int log, NttDirection direction, Fr shift, ComputeBudget budget) =>
        _ntt.Transform(vectors, log, direction, in shift, budget);

    /// <inheritdoc/>
    protected override void MultiplyCore(
        SparseMatrix m, FixedMemory<Fr> x, FixedMemory<Fr> y, ComputeBudget budget) =>
        budget.ForRanges(m.Rows, RowGrain, (start, count) =>
        {
            for (int row = start; row < start + count; row++)
            {
                y.Span[row] = RowProduct(m, row, x.Span);
            }
        });

    /// <inheritdoc/>
    protected override void PointwiseCore(
        FrOperation operation, FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> result, ComputeBudget budget)
    {
        switch (operation)
        {
            case FrOperation.Add:
                Map<AddOperator>(a, b, result, budget);
                break;
            case FrOperation.Subtract:
                Map<SubtractOperator>(a, b, result, budget);
                break;
            default:
                MultiplyVectors(a, b, result, budget);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void MultiplySubtractCore(
        FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> c, FixedMemory<Fr> result, ComputeBudget budget) =>
        budget.ForRanges(result.Length, StreamGrain, (start, count) =>
        {
            int done = _unit?.MultiplySubtract(
                a.Slice(start, count), b.Slice(start, count), c.Slice(start, count), result.Slice(start, count)) ?? 0;
            for (int i = start + done; i < start + count; i++)
            {
                result.Span[i] = (a.Span[i] * b.Span[i]) - c.Span[i];
            }
        });

    /// <inheritdoc/>
    protected override void ScaleCore(FixedMemory<Fr> a, Fr factor, FixedMemory<Fr> result, ComputeBudget budget) =>
        budget.ForRanges(result.Length, StreamGrain, (start, count) =>
        {
            int done = _unit?.Scale(in factor, a.Slice(start, count), result.Slice(start, count)) ?? 0;
            for (int i = start + done; i < start + count; i++)
            {
                result.Span[i] = factor * a.Span[i];
            }
        });

    private static void Map<TOperator>(
        FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> result, ComputeBudget budget)
        where TOperator : struct, IPairOperator =>
        budget.ForRanges(result.Length, StreamGrain, (start, count) =>
        {
            for (int i = start; i < start + count; i++)
            {
                result.Span[i] = TOperator.Invoke(in a.Span[i], in b.Span[i]);
            }
        });

    private void MultiplyVectors(
        FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> result, ComputeBudget budget) =>
        budget.ForRanges(result.Length, StreamGrain, (start, count) =>
        {
            int done = _unit?.Multiply(
                a.Slice(start, count), b.Slice(start, count), result.Slice(start, count)) ?? 0;
            for (int i = start + done; i < start + count; i++)
            {
                result.Span[i] = a.Span[i] * b.Span[i];
            }
        });

    private static Fr RowProduct(SparseMatrix m, int row, ReadOnlySpan<Fr> x)
    {
        ReadOnlySpan<uint> starts = m.RowStarts.Span;
        ReadOnlySpan<uint> columns = m.ColumnOf.Span;
        ReadOnlySpan<uint> coefficients = m.CoefficientOf.Span;
        ReadOnlySpan<Fr> values = m.Coefficients.Span;
        Fr sum = Fr.Zero;
        for (int e = (int)starts[row]; e < (int)starts[row + 1]; e++)
        {
            ref readonly Fr factor = ref x[(int)columns[e]];
            sum = coefficients[e] switch
            {
                SparseMatrix.One => sum + factor,
                SparseMatrix.MinusOne => sum - factor,
                uint number => sum + (values[(int)number] * factor),
            };
        }

        return sum;
    }

    private readonly struct AddOperator : IPairOperator
    {
        public static Fr Invoke(in Fr a, in Fr b) => a + b;
    }

    private readonly struct SubtractOperator : IPairOperator
    {
        public static Fr Invoke(in Fr a, in Fr b) => a - b;
    }
}
