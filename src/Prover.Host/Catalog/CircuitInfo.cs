using Prover.Circuits;
using Prover.Host.Cli;

namespace Prover.Host.Catalog;

/// <summary>The size of a compiled circuit.</summary>
/// <param name="Circuit">Its id in the manifest.</param>
/// <param name="Id">Its hash.</param>
/// <param name="Capacities">Its size, for a block circuit.</param>
/// <param name="Constraints">Rows.</param>
/// <param name="Wires">Columns, the constant one included.</param>
/// <param name="PublicInputs">The constant one not counted.</param>
/// <param name="NonZerosA">Entries of A.</param>
/// <param name="NonZerosB">Entries of B.</param>
/// <param name="NonZerosC">Entries of C.</param>
/// <param name="ConstraintsPerTransfer">What one more transfer costs, from two sizes; null for other circuits.</param>
/// <param name="MarginalFrom">The two sizes.</param>
internal sealed record CircuitInfo(
    string Circuit,
    string Id,
    string? Capacities,
    int Constraints,
    int Wires,
    int PublicInputs,
    long NonZerosA,
    long NonZerosB,
    long NonZerosC,
    double? ConstraintsPerTransfer,
    string? MarginalFrom)
{
    /// <summary>The smallest k with room in 2ᵏ for all rows, one per public input and one for the constant.</summary>
    public int DomainLog => int.Log2(Constraints + PublicInputs) + 1;

    /// <summary>Share of the domain that is used, in [0, 1].</summary>
    public double DomainUse => (double)(Constraints + PublicInputs + 1) / (1 << DomainLog);

    /// <summary>
    /// Compiles the circuit, and for a block circuit the two sizes that give the price of a transfer.
    /// </summary>
    public static CircuitInfo Measure(CircuitSource source, Stages stages)
    {
        CompiledCircuit compiled = stages.Run("compile " + source.Manifest.Id, _ => source.Compile()).Value;
        Marginal? marginal = Marginal.Measure(source, compiled, stages);
        R1cs system = compiled.R1cs;
        return new CircuitInfo(
            source.Manifest.Id,
            Convert.ToHexStringLower(compiled.Id),
            source.Capacities?.ToString(),
            system.ConstraintCount,
            system.WireCount,
            system.PublicCount,
            system.A.NonZeros,
            system.B.NonZeros,
            system.C.NonZeros,
            marginal?.ConstraintsPerTransfer,
            marginal?.From);
    }
}
