using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Makes a job of each step of a plan. The device has checked handles and lengths. To be disposed after the
/// last of the jobs.</summary>
internal sealed class PlanJobs(NativeNttTables tables, JobContext context) : IDisposable
{
    private readonly Dictionary<G1Affine, FixedTable<NativeG1, G1Affine>> _tablesG1 = [];
    private readonly Dictionary<G2Affine, FixedTable<NativeG2, G2Affine>> _tablesG2 = [];

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

    /// <summary>Multiples of a point of G1.</summary>
    /// <param name="point">The point.</param>
    /// <param name="total">Number of multiples of it that all jobs want together.</param>
    /// <param name="scalars">The scalars.</param>
    /// <param name="results">As many points.</param>
    public ComputeJob Multiples(
        in G1Affine point, int total, FixedMemory<Fr> scalars, FixedMemory<G1Affine> results)
    {
        if (!_tablesG1.TryGetValue(point, out FixedTable<NativeG1, G1Affine>? table))
        {
            table = new FixedTable<NativeG1, G1Affine>(point, total, context);
            _tablesG1.Add(point, table);
        }

        return new MultiplesJob<NativeG1, G1Affine>(table, scalars, results, context);
    }

    /// <summary>Multiples of a point of G2.</summary>
    /// <param name="point">The point.</param>
    /// <param name="total">Number of multiples of it that all jobs want together.</param>
    /// <param name="scalars">The scalars.</param>
    /// <param name="results">As many points.</param>
    public ComputeJob Multiples(
        in G2Affine point, int total, FixedMemory<Fr> scalars, FixedMemory<G2Affine> results)
    {
        if (!_tablesG2.TryGetValue(point, out FixedTable<NativeG2, G2Affine>? table))
        {
            table = new FixedTable<NativeG2, G2Affine>(point, total, context);
            _tablesG2.Add(point, table);
        }

        return new MultiplesJob<NativeG2, G2Affine>(table, scalars, results, context);
    }

    /// <summary>Frees the tables of multiples.</summary>
    public void Dispose()
    {
        foreach (FixedTable<NativeG1, G1Affine> table in _tablesG1.Values)
        {
            table.Dispose();
        }

        foreach (FixedTable<NativeG2, G2Affine> table in _tablesG2.Values)
        {
            table.Dispose();
        }
    }

    /// <summary>A call of somebody else's.</summary>
    public static ComputeJob Call(Action body) => new RangeJob(1, 1, 10_000, (_, _) => body());
}
