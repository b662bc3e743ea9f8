using System.Diagnostics;
using System.Reflection;
using Prover.Circuits;
using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Cli;
using Prover.Host.Demo.Chain;
using Prover.Host.Demo.Workload;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Witness;

namespace Prover.Host.Demo;

/// <summary>The whole road once: deposits, blocks, witnesses, proofs, L1, withdrawals.</summary>
internal sealed class DemoRunner(DemoOptions options, Terminal terminal, CancellationToken cancel)
{
    private readonly Stages stages = new(terminal);
    private readonly RejectionTally tally = new();
    private readonly Stopwatch total = Stopwatch.StartNew();

    /// <summary>Runs it; every process that it starts is stopped when this returns, however it returns.</summary>
    public async Task<DemoReport> RunAsync()
    {
        CircuitSource source = CircuitSource.Find(options.Circuit, options.Preset);
        IReadOnlyList<TransferRow> rows = TransferFile.ReadOrSample(options.TransfersFile, tally);
        using IComputeDevice device = Devices.Choose(options.Device, terminal);
        stages.Say($"device {device.Name}: {device.Description}");
        await using DemoChain chain = await DemoChain.OpenAsync(options.L1, cancel).ConfigureAwait(false);

        IBlockCircuit circuit = source.CreateForBlocks();
        CompiledCircuit compiled =
            stages.Run($"compile {source.Manifest.Id} {source.Capacities}", _ => source.Compile()).Value;
        KeyCache cache = new(stages, cancel);
        double perTransfer = cache.ConstraintsPerTransfer(source, compiled);
        (ProvingKey key, TimeSpan setup) = cache.Open(compiled, device);
        using (key)
        {
            using ResidentKey resident = new(key, device, compiled);
            BlockProver prover = new(new WitnessGenerator(circuit, compiled), resident, stages, cancel);
            Setting setting = new(circuit.Capacities, compiled, key, perTransfer);
            long deployGas = await DeployAsync(chain, setting).ConfigureAwait(false);
            Outcome outcome = await RunBlocksAsync(chain, prover, setting, rows).ConfigureAwait(false);
            return new DemoReport
            {
                Version = Version,
                Device = device.Name,
                CircuitId = Convert.ToHexStringLower(compiled.Id),
                Capacities = circuit.Capacities.ToString(),
                SetupMs = (long)setup.TotalMilliseconds,
                DeployGas = deployGas,
                Blocks = outcome.Blocks,
                RowsLeftOut = tally.Counts,
                L1RootMatches = outcome.RootMatches,
                StateRebuiltFromL1 = outcome.Rebuilt,
                WithdrawalsClaimed = outcome.Claimed,
                TotalMs = total.ElapsedMilliseconds,
            };
        }
    }

    private static string Version =>
        typeof(DemoRunner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private async Task<long> DeployAsync(DemoChain chain, Setting setting)
    {
        BlockVerifier verifier = new(
            new Bytes32(setting.Compiled.Id),
            setting.Capacities,
            setting.Key.IsDevelopment,
            setting.Key.VerifyingKey.ToEvmBytes());
        Timed<long> deployed =
            await stages.RunAsync("deploy the rollup", () => chain.DeployAsync(verifier, null, cancel))
                .ConfigureAwait(false);
        return deployed.Value;
    }

    private async Task<Outcome> RunBlocksAsync(
        DemoChain chain, BlockProver prover, Setting setting, IReadOnlyList<TransferRow> rows)
    {
        Domain domain = await chain.Rollup.GetDomainAsync(cancel).ConfigureAwait(false);
        WorkloadPlanner planner = new(setting.Capacities, rows, chain.Payer, BlockFees.Ether);
        BlockMaker maker = new(
            chain,
            domain,
            new Bytes32(setting.Compiled.Id),
            setting.Capacities,
            new DemoWallets(options.Seed),
            BlockFees.Ether);
        List<BlockReport> blocks = [];
        int claimed = 0;
        foreach (BlockPlan plan in planner.Plan(options.Blocks, tally))
        {
            blocks.Add(await RunBlockAsync(chain, prover, maker, plan, setting).ConfigureAwait(false));
            foreach (PlannedPayment payment in plan.Withdrawals)
            {
                claimed += await ClaimAsync(chain, payment).ConfigureAwait(false) ? 1 : 0;
            }
        }

        RollupOnL1 onL1 = await chain.Rollup.GetStateAsync(cancel).ConfigureAwait(false);
        Timed<bool> rebuilt = await stages.RunAsync(
            "rebuild the state from L1 alone",
            () => StateFromL1.LeadsToAsync(onL1.StateRoot, chain.Rollup, setting.Capacities, cancel))
            .ConfigureAwait(false);
        return new Outcome(blocks, claimed, onL1.StateRoot == maker.State.Root, rebuilt.Value);
    }

    private async Task<BlockReport> RunBlockAsync(
        DemoChain chain, BlockProver prover, BlockMaker maker, BlockPlan plan, Setting setting)
    {
        int number = (int)(await chain.Rollup.GetStateAsync(cancel).ConfigureAwait(false)).BlockNumber + 1;
        await stages.RunAsync($"block {number}: {plan.Deposits.Count} deposits on L1", async () =>
        {
            await maker.DepositAsync(plan, cancel).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        Timed<SealedBlock> made = await stages.RunAsync(
            $"block {number}: execute and seal", () => maker.SealAsync(plan, tally, cancel)).ConfigureAwait(false);
        ExecutedBlock block = made.Value.Block;
        ProvenBlock proven = prover.Prove(block);

        // Once more, from nothing but what is posted: that is what the contract will see.
        BlockProofVerifier verifier =
            new(setting.Key.VerifyingKey, new Bytes32(setting.Compiled.Id), setting.Capacities);
        using InOrderSubmitter submitter = new(chain.Rollup, verifier.Verify);
        Timed<L1Receipt?> sent = await stages.RunAsync(
            $"block {number}: accepted by the contract", () => submitter.SubmitAsync(proven.Submission, cancel))
            .ConfigureAwait(false);
        return new BlockReport
        {
            Number = block.Header.Number,
            Transfers = block.Transfers.Count,
            Operations = block.Requests.Count + block.Withdrawals.Count + block.Transfers.Count,
            Constraints = setting.Compiled.R1cs.ConstraintCount,
            ConstraintsPerTransfer = setting.ConstraintsPerTransfer,
            WitnessMs = proven.WitnessMs,
            ProveMs = proven.ProveMs,
            VerifyMs = proven.VerifyMs,
            ProofBytes = proven.Submission.Proof.Length,
            DiffBytes = proven.Submission.Diff.Length,
            EnvelopeBytes = proven.EnvelopeBytes,
            GasUsed = (long)sent.Value!.GasUsed,
            OldRoot = block.Header.OldRoot.ToString(),
            NewRoot = block.Header.NewRoot.ToString(),
        };
    }

    private async Task<bool> ClaimAsync(DemoChain chain, PlannedPayment payment)
    {
        Timed<bool> claim = await stages.RunAsync(
            $"claim a withdrawal of {(payment.Account.IsEther ? "ether" : "a token")}",
            () => chain.ClaimAsync(payment.Account, cancel)).ConfigureAwait(false);
        return claim.Value;
    }

    /// <summary>What came out.</summary>
    private sealed record Outcome(
        IReadOnlyList<BlockReport> Blocks, int Claimed, bool RootMatches, bool Rebuilt);

    /// <summary>What all blocks of a run share.</summary>
    private sealed record Setting(
        BlockCapacities Capacities, CompiledCircuit Compiled, ProvingKey Key, double ConstraintsPerTransfer);
}
