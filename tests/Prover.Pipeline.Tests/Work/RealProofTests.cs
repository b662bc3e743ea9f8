using Prover.Testing;
using Prover.Wire;

namespace Prover.Pipeline.Tests;

/// <summary>Real blocks, real proofs: from the door to the stage where they are sent.</summary>
public sealed class RealProofTests(TinyRollup rollup) : IClassFixture<TinyRollup>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Blocks_are_proven_verified_and_ready_to_be_sent()
    {
        IReadOnlyList<byte[]> blocks = rollup.Blocks(2);
        var store = new MemoryJobStore();
        var payloads = new MemoryPayloadStore();
        ProofChecker checker = Checker();
        var gate = new EnvelopeGate(RollupScenario.Domain, [rollup.Circuit.Id]);
        var board = new JobBoard(store, payloads, gate, JobRules.Default, TimeProvider.System);
        var verify = new VerifyStage(board, store, payloads, checker, TimeProvider.System);
        using var prover = new CircuitProver(rollup.Device, [rollup.Circuit], 2);
        var options = new WorkerOptions { Name = "real" };
        using var worker = new ProofWorker(board, payloads, [prover], options, TimeProvider.System, new NoWatch());
        for (int n = 0; n < blocks.Count; n++)
        {
            Admission admission = await board.AdmitAsync($"key-{n}", blocks[n], default);
            Assert.Equal((AdmissionVerdict.Accepted, null), (admission.Verdict, admission.Reason));
        }

        using var stop = new CancellationTokenSource();
        using var patience = new CancellationTokenSource(Patience);
        Task running = worker.RunAsync(stop.Token);
        while (!(await RowsAsync(store)).All(job => job.Stage == JobStage.Submit))
        {
            _ = await verify.StepAsync(patience.Token);
            await Task.Delay(10, patience.Token);
        }

        await stop.CancelAsync();
        await running;
        foreach (Job job in await RowsAsync(store))
        {
            BlockSubmission block = checker.Compose(blocks[(int)job.Id.BlockNumber - 1], job.Proof!.Value);
            Assert.True(checker.Verify(block));
            Assert.Equal(job.Id, new JobId(block.Header.Domain.ChainId, block.Header.Number));
            Assert.Equal((1L, 0, $"real/{rollup.Device.Name}"), (job.Fence, job.Failures, job.ProvedBy));
        }
    }

    [Fact]
    public void A_proof_of_another_block_and_a_damaged_one_are_wrong()
    {
        IReadOnlyList<byte[]> blocks = rollup.Blocks(2);
        using var prover = new CircuitProver(rollup.Device, [rollup.Circuit], 2);
        using IPreparedBlock prepared = prover.Prepare(blocks[0], default);
        byte[] proof = prover.Prove(prepared, new Progress<double>(), default).ToArray();
        Assert.True(prover.Verify(prepared, proof));
        ProofChecker checker = Checker();
        Assert.True(checker.Verify(checker.Compose(blocks[0], proof)));
        Assert.False(checker.Verify(checker.Compose(blocks[1], proof)));
        foreach (int at in new[] { 0, 31, 64, 200, 255 })
        {
            byte[] damaged = [.. proof];
            damaged[at] ^= 1;
            Assert.False(checker.Verify(checker.Compose(blocks[0], damaged)));
            Assert.False(prover.Verify(prepared, damaged));
        }
    }

    [Fact]
    public void A_block_with_a_false_commitment_is_poison_and_its_replay_says_the_same()
    {
        BlockEnvelope envelope = BlockEnvelopeCodec.Decode(rollup.Blocks(1)[0]);
        byte[] bad = BlockEnvelopeCodec.Encode(envelope with { Commitment = default });
        using var prover = new CircuitProver(rollup.Device, [rollup.Circuit], 2);
        BlockFailureException failure = Assert.Throws<BlockFailureException>(() => prover.Prepare(bad, default));
        Assert.Equal((WorkFailureKind.Poison, JobStage.Witness), (failure.Kind, failure.Stage));
        Assert.DoesNotContain('\n', failure.Message);
        var bundle = new ReplayBundle
        {
            Job = new JobId(31337, 1),
            Fence = 1,
            CircuitId = rollup.Circuit.Id,
            KeyHash = prover.KeyHash(rollup.Circuit.Id),
            Worker = "real",
            Device = "another machine",
            Software = "tests 1",
            Stage = failure.Stage,
            Kind = failure.Kind,
            Reason = failure.Message,
            Envelope = bad,
        };
        Assert.True(Replay.Run(bundle, prover, new Progress<double>(), default).IsSameFailure);
        ReplayBundle foreign = bundle with { KeyHash = RollupScenario.CircuitId };
        Assert.Throws<ArgumentException>(() => Replay.Run(foreign, prover, new Progress<double>(), default));
    }

    [Fact]
    public void The_same_envelope_gives_the_same_assignment_and_another_block_another()
    {
        IReadOnlyList<byte[]> blocks = rollup.Blocks(2);
        using var prover = new CircuitProver(rollup.Device, [rollup.Circuit], 1);
        ContentHash[] digests =
        [
            .. new[] { blocks[0], blocks[0], blocks[1] }.Select(block =>
            {
                using IPreparedBlock prepared = prover.Prepare(block, default);
                return prepared.Digest()!.Value;
            }),
        ];
        Assert.Equal(digests[0], digests[1]);
        Assert.NotEqual(digests[0], digests[2]);
    }

    [Fact]
    public void A_cancelled_proof_stops()
    {
        using var prover = new CircuitProver(rollup.Device, [rollup.Circuit], 2);
        using IPreparedBlock prepared = prover.Prepare(rollup.Blocks(1)[0], default);
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => prover.Prove(prepared, new Progress<double>(), cancel.Token));
    }

    private ProofChecker Checker() => new(
    [
        (rollup.Circuit.Id, rollup.Circuit.Circuit.Capacities, rollup.Circuit.Key.VerifyingKey),
    ]);

    private static Task<IReadOnlyList<Job>> RowsAsync(MemoryJobStore store) =>
        store.ReadAsync(rows => rows.Select(new JobQuery()), default);

    private sealed class NoWatch : IWorkerWatch
    {
        public void Finished(WorkItem item, string device, JobStage stage, TimeSpan time)
        {
        }

        public void HandedIn(WorkItem item, string device, WorkAnswer answer)
        {
        }

        public void Failed(WorkItem item, string device, WorkFailure failure)
        {
        }

        public void GaveUp(WorkItem item, string device, string why)
        {
        }

        public void SourceLost(string device, string why)
        {
        }
    }
}
