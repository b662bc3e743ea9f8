using Prover.Compute;
using Prover.Host.Bench.Measuring;

namespace Prover.Host.Bench.Kernels;

/// <summary>fq.mul: products of a vector in the first-level cache, at the level that is measured.</summary>
internal sealed class FieldProductCase(IComputeDevice device, ulong seed)
    : KernelCase(new KernelSpec(KernelNames.FieldProduct, FieldProducts.Count))
{
    private readonly FieldProducts products = FieldProducts.Of(device, seed);

    public override bool UsesThreads => false;

    public override void Rewind() => products.Rewind();

    public override void Run(int repetitions, ComputeBudget budget) => products.Run(repetitions);

    public override bool IsRight(int repetitions) => products.IsRight(repetitions);

    public override void Dispose()
    {
        products.Dispose();
        base.Dispose();
    }
}
