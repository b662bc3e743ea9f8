using Prover.Circuits;
using Prover.Host.Cli;
using Prover.Rollup;

namespace Prover.Host.Catalog;

/// <summary>What one more transfer costs in a block circuit: the slope between two sizes with M = 2N.</summary>
/// <param name="ConstraintsPerTransfer">Constraints.</param>
/// <param name="From">The two sizes, for people.</param>
internal sealed record Marginal(double ConstraintsPerTransfer, string From)
{
    /// <summary>
    /// Compiles both sizes, one after another, and keeps neither; null for a circuit that has no such sizes.
    /// </summary>
    /// <param name="source">A circuit.</param>
    /// <param name="compiled">The same circuit compiled: its size is not compiled again.</param>
    /// <param name="stages">Shows the progress.</param>
    public static Marginal? Measure(CircuitSource source, CompiledCircuit compiled, Stages stages)
    {
        if (source.Manifest.Marginal is not [string small, string large])
        {
            return null;
        }

        CircuitManifest manifest = source.Manifest;
        BlockCapacities a = CircuitSource.CapacitiesOf(manifest, small)!;
        BlockCapacities b = CircuitSource.CapacitiesOf(manifest, large)!;
        if (a with { Transfers = b.Transfers, Touched = b.Touched } != b || b.Transfers <= a.Transfers)
        {
            throw new CommandException(
                ExitCode.FileMismatch, $"{manifest.Id}: {small} and {large} must differ in transfers and touched only");
        }

        double slope = (double)(Count(b) - Count(a)) / (b.Transfers - a.Transfers);
        return new Marginal(slope, $"({a}) to ({b})");

        int Count(BlockCapacities capacities)
        {
            return capacities == source.Capacities
                ? compiled.R1cs.ConstraintCount
                : stages.Run(
                    $"compile {manifest.Id} with N = {capacities.Transfers}",
                    _ => new CircuitSource(manifest, capacities).Compile().R1cs.ConstraintCount).Value;
        }
    }
}
