using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>A transform in place, natural order in and out: the stages of the native plan.</summary>
internal sealed class NttJob(
    FixedMemory<Fr> data,
    int log,
    NttDirection direction,
    Fr shift,
    NativeNttTables tables,
    JobContext context) : ComputeJob
{
    /// <summary>About eight pieces per thread and stage, so that uneven ones balance.</summary>
    private const int PiecesPerThread = 8;

    private readonly NativeNttPlan _plan = NativeNtt.Plan(log, direction);
    private NativeBlock? _table;

    /// <inheritdoc/>
    public override int Stages => _plan.Stages;

    /// <inheritdoc/>
    public override double Cost(int stage) => 4.0 * data.Length * log / _plan.Stages;

    /// <inheritdoc/>
    public override int Begin(int stage)
    {
        _table ??= tables.Get(log, in shift);
        int tasks = _plan.Tasks(stage);
        return (tasks + Grain(stage) - 1) / Grain(stage);
    }

    /// <inheritdoc/>
    public override void Run(int stage, int piece)
    {
        int first = piece * Grain(stage);
        int count = Math.Min(Grain(stage), _plan.Tasks(stage) - first);
        NativeBlock scratch = context.Blocks.Rent(_plan.ScratchBytes);
        try
        {
            NativeNtt.Run(in _plan, data, _table!, stage, first, count, scratch, context.Cancel);
        }
        finally
        {
            context.Blocks.ReturnSecret(scratch);
        }
    }

    private int Grain(int stage) => Math.Max(1, _plan.Tasks(stage) / (PiecesPerThread * context.Threads));
}
