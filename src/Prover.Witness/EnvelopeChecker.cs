using Prover.Rollup;
using Prover.Wire;

namespace Prover.Witness;

/// <summary>
/// Checks a block envelope against itself: nothing else is known here, and nothing in it is believed.
/// </summary>
/// <remarks>
/// Executes the block again from the accounts in the envelope, walks the tree along its paths, and compares roots,
/// queue
/// hash and C. What only L1 knows (that the old root, the block's number, the account count, the queue's position and
/// its
/// first hash are the contract's) is bound by C and z and checked there.
/// </remarks>
/// <param name="circuitId">The circuit that this prover has.</param>
/// <param name="capacities">Its capacities.</param>
public sealed class EnvelopeChecker(Bytes32 circuitId, BlockCapacities capacities)
{
    /// <summary>The block that an envelope stands for.</summary>
    /// <remarks>One signature check per operation, 22 hashes per account.</remarks>
    /// <exception cref="EnvelopeRefusedException">Some part does not belong to the rest.</exception>
    public CheckedBlock Check(BlockEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        BlockHeader header = envelope.Header;
        Refuse.Unless(header.CircuitId == circuitId, EnvelopeRefusal.WrongCircuit, "circuitId");
        CheckCounts(envelope);
        CheckQueue(envelope);
        BlockExecution execution = Execute(envelope);
        CheckTable(envelope, execution.State);
        (TableEntry[] touched, TableEntry[] created) = TreeSteps.Walk(envelope, execution.State);
        var block = new ExecutedBlock(
            header, capacities, execution.Requests, execution.Withdrawals, execution.Transfers, touched, created);
        byte[] diff = DiffCodec.Encode(StateDiff.Of(block));
        var inputs = PublicInputs.Of(block, diff);
        Refuse.Unless(inputs.C == envelope.Commitment, EnvelopeRefusal.Commitment, "commitment");
        return new CheckedBlock(block, diff, in inputs);
    }

    private void CheckCounts(BlockEnvelope envelope)
    {
        CheckCount(envelope.Requests.Count, capacities.L1Slots, "requests");
        CheckCount(envelope.Withdrawals.Count, capacities.Withdrawals, "withdrawals");
        CheckCount(envelope.Transfers.Count, capacities.Transfers, "transfers");
        CheckCount(envelope.Touched.Count, capacities.Touched, "touched");
        CheckCount(envelope.Created.Count, capacities.NewAccounts, "created");
    }

    private static void CheckCount(int count, int capacity, string where) =>
        Refuse.Unless(count <= capacity, EnvelopeRefusal.CapacityExceeded, $"{count} {where} for {capacity} places");

    private static void CheckQueue(BlockEnvelope envelope)
    {
        Bytes32 hash = QueueHash.Append(
            envelope.Header.QueueHashBefore, envelope.Requests.Select(request => request.Request));
        Refuse.Unless(hash == envelope.Header.QueueHashAfter, EnvelopeRefusal.QueueHash, "queueHashAfter");
    }

    private BlockExecution Execute(BlockEnvelope envelope)
    {
        var executor = new OperationExecutor(envelope.Header.Domain, envelope.Header.Time);
        var execution = new BlockExecution(capacities, executor, new EnvelopeAccounts(envelope));
        for (int k = 0; k < envelope.Requests.Count; k++)
        {
            EnvelopeRequest request = envelope.Requests[k];
            Placement placement = execution.Execute(request.Request, request.Account);
            Expect(placement, EnvelopeRefusal.InvalidRequest, $"requests[{k}]");
        }

        Execute(execution, envelope.Withdrawals, "withdrawals", withdraws: true);
        Execute(execution, envelope.Transfers, "transfers", withdraws: false);
        return execution;
    }

    private static void Execute(
        BlockExecution execution, IReadOnlyList<EnvelopeOperation> zone, string name, bool withdraws)
    {
        for (int k = 0; k < zone.Count; k++)
        {
            EnvelopeOperation operation = zone[k];
            bool belongs = operation.Operation.Fields.Code == OperationCode.Withdraw == withdraws;
            Refuse.Unless(belongs, EnvelopeRefusal.InvalidOperation, $"{name}[{k}] belongs to another zone");
            Placement placement = execution.Execute(operation.Operation, operation.FeeAccount);
            Expect(placement, EnvelopeRefusal.InvalidOperation, $"{name}[{k}]");
        }
    }

    private static void Expect(Placement placement, EnvelopeRefusal reason, string where)
    {
        Refuse.Unless(placement.Error == OperationError.None, reason, $"{where}: {placement.Error}");
        Refuse.Unless(placement.Placed, EnvelopeRefusal.CapacityExceeded, $"{where}: {placement.Limit}");
    }

    private static void CheckTable(BlockEnvelope envelope, BlockState state)
    {
        uint? unused = envelope.Touched.Select(account => account.Index)
            .Except(state.Touched.Select(account => account.Key))
            .Select(index => (uint?)index)
            .FirstOrDefault();
        Refuse.Unless(unused is null, EnvelopeRefusal.TouchedUnused, $"account {unused}");
        int created = state.CreatedCount;
        int paths = envelope.Created.Count;
        Refuse.Unless(created == paths, EnvelopeRefusal.CreatedCount, $"{paths} paths for {created} new accounts");
    }
}
