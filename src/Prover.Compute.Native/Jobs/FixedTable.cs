namespace Prover.Compute.Native;

/// <summary>The table of multiples of one point, made by whoever needs it first.</summary>
/// <typeparam name="TCalls">The functions of the group.</typeparam>
/// <typeparam name="TPoint">Its affine points.</typeparam>
internal sealed unsafe class FixedTable<TCalls, TPoint> : IDisposable
    where TCalls : struct, INativeGroup<TPoint>
    where TPoint : unmanaged
{
    private readonly Lazy<NativeBlock> _table;

    /// <summary>Describes a table.</summary>
    /// <param name="point">The point.</param>
    /// <param name="count">Number of multiples that will be wanted in all.</param>
    /// <param name="context">Memory and cancellation.</param>
    public FixedTable(TPoint point, int count, JobContext context)
    {
        WindowBits = BestWindow(count);
        _table = new Lazy<NativeBlock>(() => Make(point, WindowBits, context));
    }

    /// <summary>Bits of a window.</summary>
    public int WindowBits { get; }

    /// <summary>The table.</summary>
    public NativeBlock Block => _table.Value;

    /// <summary>Frees the table if it was made.</summary>
    public void Dispose()
    {
        if (_table.IsValueCreated)
        {
            _table.Value.Dispose();
        }
    }

    private static NativeBlock Make(TPoint point, int window, JobContext context)
    {
        var table = new NativeBlock(NativeFixed.TableBytes(TCalls.Group, window));
        NativeBlock scratch = context.Blocks.Rent(NativeFixed.ScratchBytes(TCalls.Group, window));
        int status = TCalls.FixedTableInit(
            table.Pointer,
            table.Bytes,
            &point,
            (uint)window,
            scratch.Pointer,
            scratch.Bytes,
            context.Cancel.Address);
        context.Blocks.Return(scratch);
        NativeStatus.Check(status, "prover_g?_fixed_table_init", context.Cancel.Token);
        return table;
    }

    /// <summary>The window with the least additions, table included: 255/w·(n + 2^(w−1)).</summary>
    private static int BestWindow(int n)
    {
        int best = 2;
        long least = long.MaxValue;
        for (int w = 2; w <= 14; w++) // 15 and 16 were 5 % faster at 2^20 scalars and 10 % slower at 2^18 (Zen 5)
        {
            long cost = ((255 + w - 1) / w) * (n + (1L << (w - 1)));
            if (cost < least)
            {
                (least, best) = (cost, w);
            }
        }

        return best;
    }
}
