using Prover.Circuits;
using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Cli;
using Prover.Host.Demo.Chain;
using Prover.L1;
using Prover.Rollup;

namespace Prover.Host.Demo;

/// <summary>Creates a rollup whose blocks a service will prove and submit.</summary>
internal sealed class DemoDeployer(Terminal terminal, CancellationToken cancel)
{
    private readonly Stages stages = new(terminal);

    /// <summary>Makes the circuit's key if there is none, and the contract.</summary>
    public async Task<DeployReport> RunAsync(
        Uri l1, EthAddress? submitter, string circuit, string? preset, string deviceName)
    {
        CircuitSource source = CircuitSource.Find(circuit, preset);
        BlockCapacities capacities = source.CreateForBlocks().Capacities;
        await using DemoChain chain = await DemoChain.OpenAsync(l1, cancel).ConfigureAwait(false);
        CompiledCircuit compiled = stages.Run($"compile {source.Manifest.Id}", _ => source.Compile()).Value;
        using IComputeDevice device = Devices.Choose(deviceName, terminal);
        (ProvingKey key, _) = new KeyCache(stages, cancel).Open(compiled, device);
        using (key)
        {
            BlockVerifier verifier = new(
                new Bytes32(compiled.Id), capacities, key.IsDevelopment, key.VerifyingKey.ToEvmBytes());
            Timed<long> gas = await stages.RunAsync(
                "deploy the rollup", () => chain.DeployAsync(verifier, submitter, cancel)).ConfigureAwait(false);
            Domain domain = await chain.Rollup.GetDomainAsync(cancel).ConfigureAwait(false);
            return new DeployReport(
                domain.Contract.ToString(),
                (submitter ?? chain.Payer).ToString(),
                domain.ChainId,
                Convert.ToHexStringLower(compiled.Id),
                capacities.ToString(),
                gas.Value);
        }
    }
}
