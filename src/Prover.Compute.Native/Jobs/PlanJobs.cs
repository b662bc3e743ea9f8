using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Makes a job of each step of a plan. The device has checked handles and lengths.</summary>
internal sealed class PlanJobs(NativeNttTables tables, JobContext context)
{
    private const int RowGrain = 1 << 12;
    private const int StreamGrain = 1 << 13;

    /// <summary>y ← M·x, zeros in y after the rows of M.</summary>
    public ComputeJob Multiply(SparseMatrix m, FixedMemory<Fr> x, FixedMemory<Fr> y)
    {
        FixedMemory<Fr> rows = y.Slice(0, m.Rows);
        return new RangeJob(y.Length, RowGrain, 120, (first, count) =>
        {
            int inside = Math.Clamp(m.Rows - first, 0, count);
            if (inside > 0)
            {
                NativeSparse.Multiply(m, rows, x, first, inside, context.Cancel);
            }

            y.Slice(first + inside, count - inside).Span.Clear();
        });
    }

    /// <summary>result ← a·b.</summary>
    public static ComputeJob Multiply(FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> result) =>
        new RangeJob(result.Length, StreamGrain, 10, (first, count) => NativeFr.Multiply(
            result.Slice(first, count).Span, a.Slice(first, count).Span, b.Slice(first, count).Span));

    /// <summary>result ← a·b − c.</summary>
    public static ComputeJob MultiplySubtract(
        FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> c, FixedMemory<Fr> result) =>
        new RangeJob(result.Length, StreamGrain, 10, (first, count) => NativeFr.MultiplySubtract(
            result.Slice(first, count).Span,
            a.Slice(first, count).Span,
            b.Slice(first, count).Span,
            c.Slice(first, count).Span));

    /// <summary>A transform in place.</summary>
    public ComputeJob Ntt(FixedMemory<Fr> data, NttDirection direction, in Fr shift) =>
        new NttJob(data, NttDomain.LogOf(data.Length), direction, shift, tables, context);

    /// <summary>Digits for sums in G1, in G2 or in both.</summary>
    public ScalarsJob Scalars(ScalarsSource[] sources, int sumsG1, int sumsG2) =>
        new(sources, sumsG1 > 0 ? NativeG1.Group : NativeG2.Group, sumsG1 + sumsG2, context);

    /// <summary>A sum in G1.</summary>
    public ComputeJob Sum(FixedMemory<G1Affine>[] points, ScalarsJob scalars, Action<G1Affine> complete) =>
        new SumJob<NativeG1, G1Affine>(points, scalars, complete, context);

    /// <summary>A sum in G2.</summary>
    public ComputeJob Sum(FixedMemory<G2Affine> points, ScalarsJob scalars, Action<G2Affine> complete) =>
        new SumJob<NativeG2, G2Affine>([points], scalars, complete, context);

    /// <summary>A call of somebody else's.</summary>
    public static ComputeJob Call(Action body) => new RangeJob(1, 1, 10_000, (_, _) => body());
}
