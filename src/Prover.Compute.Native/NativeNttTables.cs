using System.Collections.Concurrent;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Twiddle tables by size and shift, made on first use and kept.</summary>
internal sealed class NativeNttTables : IDisposable
{
    private readonly ConcurrentDictionary<(int Log, Fr Shift), Lazy<NativeBlock>> _tables = new();

    /// <summary>The table for transforms of 2^log elements on one coset.</summary>
    public NativeBlock Get(int log, in Fr shift) => _tables.GetOrAdd(
        (log, shift), static key => new Lazy<NativeBlock>(() => NativeNtt.Table(key.Log, key.Shift))).Value;

    public void Dispose()
    {
        foreach (Lazy<NativeBlock> table in _tables.Values)
        {
            table.Value.Dispose();
        }

        _tables.Clear();
    }
}
