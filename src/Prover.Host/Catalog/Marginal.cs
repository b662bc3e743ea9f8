using Prover.Host.Cli;
using Prover.Rollup;

namespace Prover.Host.Catalog;

/// <summary>What one more transfer costs in a block circuit: the slope between two sizes with M = 2N.</summary>
/// <param name="ConstraintsPerTransfer">Constraints.</param>
/// <param name="From">The two sizes, for people.</param>
internal sealed record Marginal(double ConstraintsPerTransfer, string From)
{
    /// <summary>Compiles both sizes, one after another, and keeps neither.</summary>
    public static Marginal Measure(CircuitManifest manifest, string small, string large, Stages stages)
    {
        BlockCapacities a = CircuitSource.CapacitiesOf(manifest, small)!;
        BlockCapacities b = CircuitSource.CapacitiesOf(manifest, large)!;
        if (a with { Transfers = b.Transfers, Touched = b.Touched } != b || b.Transfers <= a.Transfers)
        {
            throw new CommandException(
                ExitCode.FileMismatch, $"{manifest.Id}: {small} and {large} must differ in transfers and touched only");
        }

        int constraintsA = Count(manifest, a, stages);
        int constraintsB = Count(manifest, b, stages);
        double slope = (double)(constraintsB - constraintsA) / (b.Transfers - a.Transfers);
        return new Marginal(slope, $"({a}) to ({b})");
    }

    private static int Count(CircuitManifest manifest, BlockCapacities capacities, Stages stages)
    {
        return stages.Run(
            $"compile {manifest.Id} with N = {capacities.Transfers}",
            _ => new CircuitSource(manifest, capacities).Compile().R1cs.ConstraintCount).Value;
    }
}
