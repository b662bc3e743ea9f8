using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>The sender's port onto a simulated chain, honest unless told to lie.</summary>
internal sealed class SimNode(SimChain chain) : IL1Sender
{
    /// <summary>Blocks that the node is behind the chain in its snapshots.</summary>
    public int Behind { get; set; }

    /// <summary>Whether the node does not answer at all.</summary>
    public bool Down { get; set; }

    /// <summary>Whether it says the opposite of whether it knows a transaction that is in no block.</summary>
    public bool LiesAboutKnown { get; set; }

    /// <summary>Whether it shows no receipts.</summary>
    public bool HidesReceipts { get; set; }

    /// <summary>Whether it takes what is sent but its answer is lost.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Whether it answers well to what is sent and throws it away.</summary>
    public bool Swallows { get; set; }

    /// <summary>The contract's name for a refusal of everything; null if it refuses only by its rules.</summary>
    public string? RefusesAll { get; set; }

    /// <summary>The root that the contract has after a block.</summary>
    public Func<uint, Fr> RootOf { get; set; } = number => Fr.FromUInt64(number);

    /// <summary>Called with everything that is signed.</summary>
    public Action<SimTransaction> Signing { get; set; } = _ => { };

    /// <summary>Called with everything that is sent, before the node sees it.</summary>
    public Action<SimTransaction> Sending { get; set; } = _ => { };

    /// <summary>Everything that was sent, in order.</summary>
    public List<SimTransaction> Sent { get; } = [];

    /// <summary>The head of the last snapshot.</summary>
    public SimBlock Seen { get; private set; } = chain.Head;

    public EthAddress Address { get; set; } = new([.. new byte[19], 7]);

    public Task<L1Snapshot> ObserveAsync(int? finalityDepth, CancellationToken cancel)
    {
        Answer();
        int at = Math.Max(0, chain.Blocks.Count - 1 - Behind);
        int final = Math.Max(0, at - finalityDepth!.Value);
        SimBlock head = chain.Blocks[at];
        Seen = head;
        return Task.FromResult(new L1Snapshot
        {
            Head = head.Number,
            HeadHash = head.Hash,
            FinalBlock = (ulong)final,
            LatestNonce = head.Nonce,
            PendingNonce = Behind > 0 ? head.Nonce : chain.PendingNonce,
            FinalNonce = chain.Blocks[final].Nonce,
            Balance = head.Balance,
            Fees = new L1FeeData(chain.BaseFee, 1, (2 * chain.BaseFee) + 1),
            Rollup = new RollupOnL1(head.RollupBlock, 0, 0, 0, RootOf(head.RollupBlock)),
        });
    }

    public Task<L1Sighting> LookAsync(Bytes32 transactionHash, CancellationToken cancel)
    {
        Answer();
        L1Inclusion? inclusion = HidesReceipts ? null : chain.Find(transactionHash);
        bool there = inclusion is not null || chain.IsPooled(transactionHash);
        bool known = there != (LiesAboutKnown && inclusion is null);
        return Task.FromResult(new L1Sighting(known, inclusion));
    }

    public Task<Bytes32?> GetBlockHashAsync(ulong number, CancellationToken cancel)
    {
        Answer();
        return Task.FromResult<Bytes32?>(number <= chain.Head.Number ? chain.Blocks[(int)number].Hash : null);
    }

    public Task<AcceptedOnL1?> FindAcceptedAsync(uint blockNumber, CancellationToken cancel)
    {
        Answer();
        L1Inclusion? inclusion = chain.Blocks
            .SelectMany(block => block.Mined)
            .FirstOrDefault(mined => mined.Sent.Block == blockNumber && mined.Inclusion.Succeeded).Inclusion;
        return Task.FromResult(inclusion is null
            ? null
            : new AcceptedOnL1(blockNumber, RootOf(blockNumber), inclusion.BlockNumber, inclusion.TransactionHash));
    }

    public Task<Bytes32> GetQueueHashAsync(uint position, CancellationToken cancel) =>
        Task.FromResult(default(Bytes32));

    public Task<ulong> EstimateAsync(BlockSubmission block, CancellationToken cancel)
    {
        Answer();
        string? refusal = block.Header.Number == chain.Head.RollupBlock + 1 ? RefusesAll : "WrongBlockNumber";
        return refusal is null
            ? Task.FromResult(SimChain.SubmissionGas)
            : throw new L1RevertException(refusal, default, refusal, []);
    }

    public Task<SignedL1Transaction> SignAsync(L1SigningRequest request, CancellationToken cancel)
    {
        var signed = new SimTransaction(
            request.Nonce,
            request.Block?.Header.Number ?? 0,
            request.Fees.MaxFeePerGas,
            request.Fees.MaxPriorityFeePerGas,
            request.Gas,
            0);
        Signing(signed);
        return Task.FromResult(new SignedL1Transaction(signed.Hash, signed.Bytes()));
    }

    public Task SendAsync(ReadOnlyMemory<byte> signed, CancellationToken cancel)
    {
        SimTransaction sent = SimTransaction.Parse(signed.Span);
        Sending(sent);
        Sent.Add(sent);
        Answer();
        string? refusal = Swallows ? null : chain.Submit(sent);
        if (LosesAnswers)
        {
            throw new L1Exception("the answer is lost");
        }

        return refusal is null ? Task.CompletedTask : throw new L1Exception(refusal);
    }

    private void Answer()
    {
        if (Down)
        {
            throw new L1Exception("no node answers");
        }
    }
}
