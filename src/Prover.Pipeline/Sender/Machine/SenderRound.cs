using System.Numerics;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>One look at the stored and the observed: the facts that the rules are written in.</summary>
internal sealed class SenderRound
{
    /// <summary>Gas of a payment without data.</summary>
    public const ulong FillerGas = 21_000;

    private readonly Dictionary<JobId, Job> _jobs;
    private readonly Dictionary<ulong, L1Transaction> _rows;

    public SenderRound(SenderRules rules, SenderState state, SenderView view)
    {
        Rules = rules;
        State = state;
        View = view;
        _jobs = state.Jobs.ToDictionary(job => job.Id);
        _rows = state.Rows.ToDictionary(row => row.Nonce);
    }

    public SenderRules Rules { get; }

    public SenderState State { get; }

    public SenderView View { get; }

    public L1Snapshot L1 => View.L1;

    /// <summary>What is waited for; the first reason stays.</summary>
    public string? Waits { get; private set; }

    /// <summary>A nonce that was never used here and comes after all that were.</summary>
    public ulong NextNonce => Math.Max(
        L1.LatestNonce, State.Rows.Count == 0 ? State.Floor : Math.Max(State.Floor, State.Rows[^1].Nonce + 1));

    /// <summary>A transaction that is in no block yet.</summary>
    public L1Transaction? InFlight =>
        State.Rows.FirstOrDefault(row => row.State is L1TransactionState.Pending or L1TransactionState.Capped);

    public void WaitFor(string reason) => Waits ??= reason;

    /// <summary>The job of a transaction while it is to be submitted; null where it needs no submission.</summary>
    public Job? Wanting(L1Transaction row) =>
        row.Job is { } id && _jobs.TryGetValue(id, out Job? job) && job.Stage == JobStage.Submit ? job : null;

    /// <summary>Whether the transaction's block is final by another one, so that nobody needs this one.</summary>
    public bool IsUnneeded(L1Transaction row) =>
        row.Job is { } id && !_jobs.ContainsKey(id) && State.Mark?.BlockNumber >= id.BlockNumber;

    public Job? JobOf(L1Transaction row) => row.Job is { } id ? _jobs.GetValueOrDefault(id) : null;

    public bool HasRow(ulong nonce) => _rows.ContainsKey(nonce);

    public FeeCaps CapsFor(ulong nonce) => State.Caps.GetValueOrDefault(nonce) ?? Rules.Caps;

    /// <summary>A transaction through which the job's block may still come, or has come, into the chain.</summary>
    public L1Transaction? LiveRow(Job job) =>
        State.Rows.FirstOrDefault(row => row.Job == job.Id && !IsSettledWithoutSuccess(row));

    public bool IsSettledWithoutSuccess(L1Transaction row) => row.State == L1TransactionState.Displaced
        || (row.State == L1TransactionState.Reverted && IsFinal(row.Inclusion!));

    public bool IsFinal(L1Inclusion inclusion) =>
        inclusion.BlockNumber <= L1.FinalBlock && IsInChain(inclusion);

    /// <summary>Where a version is in the chain, not above the head; null if none is, as far as the node
    /// says.</summary>
    public L1Inclusion? InclusionOf(L1Transaction row) => row.Versions
        .Select(version => View.Sightings.GetValueOrDefault(version.Hash)?.Inclusion)
        .FirstOrDefault(inclusion => inclusion is not null && IsInChain(inclusion));

    /// <summary>Whether the block of an inclusion is certainly not in the chain: there is another at its
    /// height.</summary>
    public bool IsGone(L1Inclusion inclusion) => inclusion.BlockNumber <= L1.Head
        && View.Chain.TryGetValue(inclusion.BlockNumber, out Bytes32 hash)
        && hash != inclusion.BlockHash;

    /// <summary>Whether a version was seen in a block that the head has not reached.</summary>
    public bool IsSeenAhead(L1Transaction row) => row.Versions.Any(
        version => View.Sightings.GetValueOrDefault(version.Hash)?.Inclusion?.BlockNumber > L1.Head);

    /// <summary>Whether a moment is so long ago.</summary>
    /// <remarks>One that lies ahead by as much was told by a clock that was wrong then or is now; to wait for it could
    /// mean for ever.</remarks>
    public bool IsPast(DateTimeOffset moment, TimeSpan time) => (View.Time - moment).Duration() >= time;

    public bool CanPay(ulong gas, BigInteger maxFeePerGas) => gas * maxFeePerGas <= L1.Balance;

    public HoldReason TooPoor(ulong gas, BigInteger maxFeePerGas) => new(
        HoldReason.Balance,
        $"the account has {L1.Balance} wei and a transaction may take {gas * maxFeePerGas}; send it more");

    private bool IsInChain(L1Inclusion inclusion) => inclusion.BlockNumber <= L1.Head
        && View.Chain.TryGetValue(inclusion.BlockNumber, out Bytes32 hash)
        && hash == inclusion.BlockHash;
}
