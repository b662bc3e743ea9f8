namespace Prover.Host.Demo;

/// <summary>A rollup that was created for a trial.</summary>
/// <param name="Contract">Its address.</param>
/// <param name="Operator">Who may submit blocks.</param>
/// <param name="ChainId">The chain.</param>
/// <param name="CircuitId">The circuit's hash.</param>
/// <param name="Capacities">The circuit's size.</param>
/// <param name="Gas">Gas of the deployment.</param>
internal sealed record DeployReport(
    string Contract, string Operator, ulong ChainId, string CircuitId, string Capacities, long Gas);
