using System.Collections.Concurrent;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>The CPU with the native kernels.</summary>
/// <remarks>
/// Threads belong to the <see cref="ComputeBudget"/> of a call, memory to this process: kernels neither start threads
/// nor allocate. A cancelled call sets a word that the kernels poll. Tables for transforms and hashes, and the buffers
/// of sums and vectors, are kept for the next call until the device is disposed.
/// </remarks>
public sealed partial class NativeDevice : CpuDevice
{
    /// <summary>The name to choose it by.</summary>
    public const string DeviceName = "native";

    private const int RowGrain = 1 << 12;
    private const int HashGrain = 1 << 8;

    private readonly NativeNttTables _ntt = new();
    private readonly ConcurrentDictionary<int, Lazy<NativeBlock>> _poseidon = new();

    /// <summary>Makes the device on the library that is loaded, or loads it from the default place.</summary>
    /// <param name="libraryPath">Absolute path of the library; null for the folder of the program.</param>
    /// <exception cref="DeviceException">The library is absent or has another ABI version; the message is one
    /// line.</exception>
    public NativeDevice(string? libraryPath = null)
    {
        NativeLibraryState state = NativeLibraryLoader.Load(libraryPath);
        if (state.Reason is not null)
        {
            throw new DeviceException(state.Reason);
        }

        if (!NativeInfo.ResidentIsMontgomery)
        {
            throw new DeviceException(
                $"level {NativeInfo.SelectedIsa} keeps data in a form that this build cannot hold");
        }

        Description = $"native: {NativeInfo.SelectedIsa.ToString().ToLowerInvariant()} kernels, {NativeInfo.BuildInfo}";
    }

    /// <inheritdoc/>
    public override string Name => DeviceName;

    /// <summary>The buffers that are kept between calls.</summary>
    internal BlockPool Blocks { get; } = new();

    /// <inheritdoc/>
    public override string Description { get; }

    /// <summary>How to choose this device.</summary>
    /// <param name="libraryPath">Absolute path of the library; null for the folder of the program.</param>
    public static DeviceFactory Factory(string? libraryPath = null) =>
        new(DeviceName, () => new NativeDevice(libraryPath));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ntt.Dispose();
            Blocks.Dispose();
            foreach (Lazy<NativeBlock> table in _poseidon.Values)
            {
                table.Value.Dispose();
            }

            _poseidon.Clear();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override void MultiplyCore(SparseMatrix m, FixedMemory<Fr> x, FixedMemory<Fr> y, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        using var cancel = new CancelFlag(budget.Cancellation);
        budget.ForRanges(
            m.Rows, RowGrain, (first, count) => NativeSparse.Multiply(m, y, x, first, count, cancel));
    }

    /// <inheritdoc/>
    protected override void NttCore(
        FixedMemory<Fr>[] vectors, int log, NttDirection direction, Fr shift, ComputeBudget budget) =>
        RunJobs(budget, (schedule, make) =>
        {
            foreach (FixedMemory<Fr> vector in vectors)
            {
                schedule.Add(make.Ntt(vector, direction, in shift));
            }
        });

    /// <inheritdoc/>
    protected override void PointwiseCore(
        FrOperation operation, FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> result, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        budget.ForRanges(result.Length, StreamGrain, (start, count) =>
        {
            Span<Fr> to = result.Span.Slice(start, count);
            ReadOnlySpan<Fr> x = a.Span.Slice(start, count);
            ReadOnlySpan<Fr> y = b.Span.Slice(start, count);
            switch (operation)
            {
                case FrOperation.Add:
                    NativeFr.Add(to, x, y);
                    break;
                case FrOperation.Subtract:
                    NativeFr.Subtract(to, x, y);
                    break;
                default:
                    NativeFr.Multiply(to, x, y);
                    break;
            }
        });
    }

    /// <inheritdoc/>
    protected override void MultiplySubtractCore(
        FixedMemory<Fr> a, FixedMemory<Fr> b, FixedMemory<Fr> c, FixedMemory<Fr> result, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        budget.ForRanges(result.Length, StreamGrain, (start, count) => NativeFr.MultiplySubtract(
            result.Span.Slice(start, count),
            a.Span.Slice(start, count),
            b.Span.Slice(start, count),
            c.Span.Slice(start, count)));
    }

    /// <inheritdoc/>
    protected override void ScaleCore(FixedMemory<Fr> a, Fr factor, FixedMemory<Fr> result, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        budget.ForRanges(result.Length, StreamGrain, (start, count) => NativeFr.Scale(
            result.Span.Slice(start, count), a.Span.Slice(start, count), factor));
    }

    /// <inheritdoc/>
    protected override G1Affine MsmCore(
        FixedMemory<G1Affine> points, FixedMemory<Fr> scalars, ComputeBudget budget)
    {
        G1Affine result = default;
        RunJobs(budget, (schedule, make) =>
        {
            ScalarsJob digits = make.Scalars([new ScalarsSource(scalars, null, null)], 1, 0);
            schedule.Add(digits);
            schedule.Add(make.Sum([points], digits, sum => result = sum), digits);
        });
        return result;
    }

    /// <inheritdoc/>
    protected override G2Affine MsmCore(
        FixedMemory<G2Affine> points, FixedMemory<Fr> scalars, ComputeBudget budget)
    {
        G2Affine result = default;
        RunJobs(budget, (schedule, make) =>
        {
            ScalarsJob digits = make.Scalars([new ScalarsSource(scalars, null, null)], 0, 1);
            schedule.Add(digits);
            schedule.Add(make.Sum(points, digits, sum => result = sum), digits);
        });
        return result;
    }

    /// <inheritdoc/>
    protected override void MultiplyFixedBaseCore(
        G1Affine point, FixedMemory<Fr> scalars, FixedMemory<G1Affine> results, ComputeBudget budget) =>
        RunJobs(budget, (schedule, make) =>
            schedule.Add(make.Multiples(in point, scalars.Length, scalars, results)));

    /// <inheritdoc/>
    protected override void MultiplyFixedBaseCore(
        G2Affine point, FixedMemory<Fr> scalars, FixedMemory<G2Affine> results, ComputeBudget budget) =>
        RunJobs(budget, (schedule, make) =>
            schedule.Add(make.Multiples(in point, scalars.Length, scalars, results)));

    /// <inheritdoc/>
    protected override void PoseidonCore(
        int arity, FixedMemory<Fr> inputs, FixedMemory<Fr> results, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        NativeBlock table = _poseidon.GetOrAdd(
            arity, static key => new Lazy<NativeBlock>(() => NativePoseidon.Table(key))).Value;
        using var cancel = new CancelFlag(budget.Cancellation);
        budget.ForRanges(results.Length, HashGrain, (start, count) => NativePoseidon.Hash(
            table, arity, results.Slice(start, count), inputs.Slice(start * arity, count * arity), cancel));
    }
}
