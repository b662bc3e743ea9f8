using Prover.Compute;

namespace Prover.Host.Catalog;

/// <summary>What the program lets a device use.</summary>
internal static class Budgets
{
    /// <summary>All processors, with progress and cancellation.</summary>
    public static ComputeBudget All(IProgress<double> progress, CancellationToken cancel)
    {
        return new ComputeBudget(Environment.ProcessorCount, progress, cancel);
    }
}
