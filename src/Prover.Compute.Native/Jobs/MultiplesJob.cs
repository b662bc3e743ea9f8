using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Multiples of one point, from a table. Variable time.</summary>
/// <typeparam name="TCalls">The functions of the group.</typeparam>
/// <typeparam name="TPoint">Its affine points.</typeparam>
internal sealed unsafe class MultiplesJob<TCalls, TPoint>(
    FixedTable<TCalls, TPoint> table, FixedMemory<Fr> scalars, FixedMemory<TPoint> results, JobContext context)
    : ComputeJob
    where TCalls : struct, INativeGroup<TPoint>
    where TPoint : unmanaged
{
    /// <summary>Scalars per piece: some milliseconds.</summary>
    private const int Grain = 1 << 12;

    /// <inheritdoc/>
    public override double Cost(int stage) => 6.0 * sizeof(TPoint) * scalars.Length;

    /// <inheritdoc/>
    public override int Begin(int stage)
    {
        if (scalars.Length == 0)
        {
            return 0;
        }

        _ = table.Block;
        return (scalars.Length + Grain - 1) / Grain;
    }

    /// <inheritdoc/>
    public override void Run(int stage, int piece)
    {
        int first = piece * Grain;
        int count = Math.Min(Grain, scalars.Length - first);
        NativeBlock scratch = context.Blocks.Rent(NativeFixed.ScratchBytes(TCalls.Group, table.WindowBits));
        int status = TCalls.FixedMultiply(
            table.Block.Pointer,
            results.Slice(first, count).Pointer,
            scalars.Slice(first, count).Pointer,
            (uint)NativeForm.Resident,
            (ulong)count,
            scratch.Pointer,
            scratch.Bytes,
            context.Cancel.Address);
        context.Blocks.ReturnSecret(scratch);
        NativeStatus.Check(status, "prover_g?_fixed_mul", context.Cancel.Token);
    }
}
