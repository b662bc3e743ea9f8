using Prover.Rollup;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>Without the rule that only a final nonce frees a job for another: every used nonce looks final.</summary>
internal sealed class HastyPort(IL1Sender inner) : PassingPort(inner)
{
    public override async Task<L1Snapshot> ObserveAsync(int? finalityDepth, CancellationToken cancel)
    {
        L1Snapshot seen = await base.ObserveAsync(finalityDepth, cancel);
        return seen with { FinalNonce = seen.LatestNonce };
    }
}

/// <summary>Without the rule that an inclusion counts only in a block of the chain: the block of every receipt that
/// was ever seen is told to be there still.</summary>
internal sealed class TrustingPort(IL1Sender inner) : PassingPort(inner)
{
    private readonly Dictionary<Bytes32, L1Sighting> _seen = [];
    private readonly Dictionary<ulong, Bytes32> _hashes = [];

    public override async Task<L1Sighting> LookAsync(Bytes32 transactionHash, CancellationToken cancel)
    {
        L1Sighting seen = await base.LookAsync(transactionHash, cancel);
        if (seen.Inclusion is { } inclusion)
        {
            _seen[transactionHash] = seen;
            _hashes[inclusion.BlockNumber] = inclusion.BlockHash;
        }

        return _seen.GetValueOrDefault(transactionHash) ?? seen;
    }

    public override async Task<Bytes32?> GetBlockHashAsync(ulong number, CancellationToken cancel) =>
        _hashes.TryGetValue(number, out Bytes32 hash) ? hash : await base.GetBlockHashAsync(number, cancel);
}

/// <summary>Without the rule that a replacement offers more: it is signed with less than was asked for.</summary>
internal sealed class StingyPort(IL1Sender inner) : PassingPort(inner)
{
    private readonly HashSet<ulong> _signed = [];

    public override Task<SignedL1Transaction> SignAsync(L1SigningRequest request, CancellationToken cancel)
    {
        OfferedFees fees = request.Fees;
        OfferedFees less = new(fees.MaxFeePerGas * 8 / 10, fees.MaxPriorityFeePerGas * 8 / 10);
        return base.SignAsync(_signed.Add(request.Nonce) ? request : request with { Fees = less }, cancel);
    }
}

/// <summary>Without the rule that a block goes out in its turn: L1 always seems to wait for the block after.</summary>
internal sealed class EagerPort(IL1Sender inner) : PassingPort(inner)
{
    public override async Task<L1Snapshot> ObserveAsync(int? finalityDepth, CancellationToken cancel)
    {
        L1Snapshot seen = await base.ObserveAsync(finalityDepth, cancel);
        uint next = seen.Rollup.BlockNumber + (seen.PendingNonce > seen.LatestNonce ? 1u : 0u);
        return seen with
        {
            LatestNonce = seen.PendingNonce,
            Rollup = seen.Rollup with { BlockNumber = next, StateRoot = Algebra.Fr.FromUInt64(next) },
        };
    }

    public override Task<ulong> EstimateAsync(BlockSubmission block, CancellationToken cancel) =>
        Task.FromResult(SimChain.SubmissionGas);
}
