using Prover.Circuits;
using Prover.Client;
using Prover.Host.Catalog;
using Prover.Host.Cli;
using Prover.Host.Demo.Chain;
using Prover.Host.Demo.Workload;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Wire;

namespace Prover.Host.Demo;

/// <summary>The sequencer: builds blocks ahead of L1, publishes each, then follows all of them until they are
/// final.</summary>
internal sealed class DemoPublisher(PublishOptions options, Terminal terminal, CancellationToken cancel)
{
    private readonly Stages stages = new(terminal);
    private readonly RejectionTally tally = new();

    /// <summary>Runs it; waits until the last block is final.</summary>
    public async Task<PublishReport> RunAsync()
    {
        CircuitSource source = CircuitSource.Find(options.Circuit, options.Preset);
        BlockCapacities capacities = source.CreateForBlocks().Capacities;
        CompiledCircuit compiled = stages.Run($"compile {source.Manifest.Id}", _ => source.Compile()).Value;
        await using DemoChain chain = await DemoChain.OpenAsync(options.L1, cancel).ConfigureAwait(false);
        await chain.AttachAsync(options.Contract, cancel).ConfigureAwait(false);

        Domain domain = await chain.Rollup.GetDomainAsync(cancel).ConfigureAwait(false);
        BlockMaker maker = new(
            chain, domain, new Bytes32(compiled.Id), capacities, new DemoWallets(options.Seed), BlockFees.Ether);
        await using BlockPublisher publisher = new(options.To, options.Token);
        List<BlockReceipt> jobs = await PublishAsync(chain, maker, publisher, capacities).ConfigureAwait(false);
        int final = 0;
        foreach (BlockReceipt job in jobs)
        {
            final += await FollowAsync(publisher, job).ConfigureAwait(false) ? 1 : 0;
        }

        RollupOnL1 onL1 = await chain.Rollup.GetStateAsync(cancel).ConfigureAwait(false);
        bool rebuilt = await StateFromL1.LeadsToAsync(maker.State.Root, chain.Rollup, capacities, cancel)
            .ConfigureAwait(false);
        bool matches = onL1.StateRoot == maker.State.Root && onL1.BlockNumber == jobs.Count;
        return new PublishReport(jobs.Count, final, maker.State.Root.ToString(), matches, rebuilt);
    }

    private async Task<List<BlockReceipt>> PublishAsync(
        DemoChain chain, BlockMaker maker, BlockPublisher publisher, BlockCapacities capacities)
    {
        IReadOnlyList<TransferRow> rows = TransferFile.ReadOrSample(options.TransfersFile, tally);
        WorkloadPlanner planner = new(capacities, rows, chain.Payer, BlockFees.Ether);
        List<BlockReceipt> jobs = [];
        foreach (BlockPlan plan in planner.Plan(options.Blocks, tally))
        {
            await maker.DepositAsync(plan, cancel).ConfigureAwait(false);
            SealedBlock made = await maker.SealAsync(plan, tally, cancel).ConfigureAwait(false);
            byte[] envelope = BlockEnvelopeCodec.Encode(BlockEnvelope.Of(made.Block));
            Timed<BlockReceipt> published = await stages.RunAsync(
                $"block {made.Block.Header.Number}: published, {envelope.Length:N0} bytes",
                () => publisher.PublishAsync(envelope, key: null, cancel)).ConfigureAwait(false);
            jobs.Add(published.Value);
        }

        return jobs;
    }

    private async Task<bool> FollowAsync(BlockPublisher publisher, BlockReceipt job)
    {
        await foreach (JobUpdate update in publisher.Follow(job.Job, cancel: cancel).ConfigureAwait(false))
        {
            if (update.IsLast)
            {
                stages.Say($"block {job.Job}: {update.Kind} {update.Detail}");
                return update.Kind == "final";
            }
        }

        return false;
    }
}
