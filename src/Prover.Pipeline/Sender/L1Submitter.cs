using System.Collections.Immutable;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>Brings proven blocks to L1 and follows them until they are final.</summary>
/// <remarks>
/// One round reads the store and L1 and then takes one step of <see cref="SenderMachine"/> after another, each written
/// down before it has an effect. It can be ended at any moment and begun again by another process; what it keeps in
/// memory only spares the node repetitions. One process at a time should run it: two would not harm the blocks, but
/// tread on each other's feet.
/// </remarks>
public sealed class L1Submitter
{
    /// <summary>A round ends after so many steps, so that L1 is looked at again.</summary>
    private const int MaximumSteps = 1000;

    private readonly IJobStore _store;
    private readonly IL1Sender _l1;
    private readonly SenderRules _rules;
    private readonly ulong _chainId;
    private readonly TimeProvider _clock;
    private readonly SenderMachine _machine;
    private readonly SenderJournal _journal;
    private readonly TrialRunner _trials;

    private ImmutableDictionary<Bytes32, DateTimeOffset> _sentAt = ImmutableDictionary<Bytes32, DateTimeOffset>.Empty;
    private ImmutableDictionary<Bytes32, string> _refusals = ImmutableDictionary<Bytes32, string>.Empty;

    private bool _isBound;

    /// <summary>A submitter of the jobs of one chain.</summary>
    /// <param name="store">Where jobs and transactions are kept.</param>
    /// <param name="l1">The account and the contract.</param>
    /// <param name="assemble">Puts the submission of a job together; throws <see cref="JobStoreException"/> or
    /// <see cref="BlockFailureException"/> if it cannot be.</param>
    /// <param name="verify">Whether a block's proof is right; called before every signature.</param>
    /// <param name="rules">Caps, times, finality.</param>
    /// <param name="chainId">Jobs of other chains are left alone.</param>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="ArgumentException">A rule is out of its range.</exception>
    public L1Submitter(
        IJobStore store,
        IL1Sender l1,
        Func<Job, CancellationToken, Task<BlockSubmission>> assemble,
        Func<BlockSubmission, bool> verify,
        SenderRules rules,
        ulong chainId,
        TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(l1);
        ArgumentNullException.ThrowIfNull(assemble);
        ArgumentNullException.ThrowIfNull(verify);
        ArgumentNullException.ThrowIfNull(clock);
        _store = store;
        _l1 = l1;
        _rules = rules;
        _chainId = chainId;
        _clock = clock;
        _machine = new SenderMachine(rules);
        _journal = new SenderJournal(store, chainId);
        _trials = new TrialRunner(l1, assemble, verify, rules);
    }

    /// <summary>What the last round came to; null before the first.</summary>
    public SenderReport? Last { get; private set; }

    /// <summary>One round. To be called again and again, one call at a time.</summary>
    /// <returns>What it came to; that L1 does not answer is a report, not an exception.</returns>
    /// <exception cref="JobStoreException">The store cannot be used.</exception>
    public async Task<SenderReport> StepAsync(CancellationToken cancel)
    {
        int steps = 0;
        SenderView? view = null;
        try
        {
            if (await StrangerAsync(cancel).ConfigureAwait(false) is { } stranger)
            {
                return Last = new SenderReport(_clock.GetUtcNow(), steps, "another account", stranger);
            }

            SenderState state = await LoadAsync(cancel).ConfigureAwait(false);
            Forget(state);
            view = await L1Observer
                .ObserveAsync(_l1, state, _rules.FinalityDepth, _clock.GetUtcNow(), cancel).ConfigureAwait(false);
            for (; steps < MaximumSteps; steps++)
            {
                view = view with { SentAt = _sentAt, Refusals = _refusals };
                SenderDecision decision = _machine.Next(state, view);
                if (decision is SenderDecision.Wait wait)
                {
                    return Last = new SenderReport(view.Time, steps, wait.Reason, L1: view.L1);
                }

                if (await ActAsync(decision, view, cancel).ConfigureAwait(false) is not { } after)
                {
                    break;
                }

                view = after;
                state = await LoadAsync(cancel).ConfigureAwait(false);
            }

            return Last = new SenderReport(_clock.GetUtcNow(), steps, "the next round", L1: view.L1);
        }
        catch (L1Exception exception)
        {
            string trouble = exception.Message;
            return Last = new SenderReport(_clock.GetUtcNow(), steps, "L1 to answer", trouble, view?.L1);
        }
    }

    /// <summary>Gives the newest version of a transaction to the node in the next round, whatever it says that it
    /// knows.</summary>
    public void SendAgain(L1Transaction row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _sentAt = _sentAt.SetItem(row.Versions[^1].Hash, DateTimeOffset.MinValue);
    }

    /// <summary>The nonces of a store are those of one account: with another key nothing of it would be
    /// right.</summary>
    private async Task<string?> StrangerAsync(CancellationToken cancel)
    {
        if (!_isBound)
        {
            string account = _l1.Address.ToString();
            string bound = await _journal.BindAsync(account, cancel).ConfigureAwait(false);
            if (bound != account)
            {
                return $"the store belongs to the account {bound}, and the key is that of {account}";
            }

            _isBound = true;
        }

        return null;
    }

    private Task<SenderState> LoadAsync(CancellationToken cancel) =>
        _store.ReadAsync(reader => SenderReader.Read(reader, _chainId), cancel);

    /// <summary>Keeps only what is remembered about transactions that are not settled.</summary>
    private void Forget(SenderState state)
    {
        HashSet<Bytes32> open = [.. state.Rows.SelectMany(row => row.Versions).Select(version => version.Hash)];
        _sentAt = _sentAt.RemoveRange(_sentAt.Keys.Where(hash => !open.Contains(hash)));
        _refusals = _refusals.RemoveRange(_refusals.Keys.Where(hash => !open.Contains(hash)));
    }

    /// <summary>Takes a step; the view with what was learnt, or null if the store has changed meanwhile.</summary>
    private async Task<SenderView?> ActAsync(SenderDecision decision, SenderView view, CancellationToken cancel)
    {
        switch (decision)
        {
            case SenderDecision.Try act:
                SubmissionTrial trial = await _trials.RunAsync(act.Job, view.L1.Rollup, cancel).ConfigureAwait(false);
                return view with { Trials = view.Trials.SetItem(act.Job.Id, trial) };
            case SenderDecision.LookUp act:
                return await LookUpAsync(act.Job, view, cancel).ConfigureAwait(false);
            case SenderDecision.Sign act:
                return await SignAsync(act, view, cancel).ConfigureAwait(false);
            case SenderDecision.Fill act:
                return await FillAsync(act, view, cancel).ConfigureAwait(false);
            case SenderDecision.Replace act:
                return await ReplaceAsync(act, view, cancel).ConfigureAwait(false);
            case SenderDecision.Send act:
                await SendAsync(act.Row.Versions[^1], cancel).ConfigureAwait(false);
                return view;
            default:
                return await WriteAsync(decision, view.Time, cancel).ConfigureAwait(false) ? view : null;
        }
    }

    private async Task<bool> WriteAsync(SenderDecision decision, DateTimeOffset time, CancellationToken cancel) =>
        await (decision switch
        {
            SenderDecision.Cap act => _journal.CapAsync(act, time, cancel),
            SenderDecision.Hold act => _journal.HoldAsync(act, time, cancel),
            SenderDecision.Release act => _journal.ReleaseAsync(act, cancel),
            SenderDecision.MarkMined act => MineAsync(act, time, cancel),
            SenderDecision.MarkFinal act => _journal.FinishAsync(act, time, cancel),
            SenderDecision.Displace act => _journal.DisplaceAsync(act, time, cancel),
            SenderDecision.Unbind act => _journal.UnbindAsync(act, cancel),
            SenderDecision.Rewind act => _journal.RewindAsync(act, time, cancel),
            SenderDecision.Follow act => _journal.FollowAsync(act, time, cancel),
            SenderDecision.FinishFollowed act => _journal.FinishFollowedAsync(act, time, cancel),
            SenderDecision.RewindFollowed act => _journal.RewindFollowedAsync(act, time, cancel),
            SenderDecision.Settle act => _journal.SettleAsync(act, cancel),
            SenderDecision.RaiseAlarm act => _journal.AlarmAsync(act, time, cancel),
            _ => throw new InvalidOperationException($"{decision.GetType().Name} is no change of the store."),
        }).ConfigureAwait(false);

    private async Task<SenderView> LookUpAsync(Job job, SenderView view, CancellationToken cancel)
    {
        (BlockSubmission? block, HoldReason? problem) =
            await _trials.AssembleAsync(job, cancel).ConfigureAwait(false);
        AcceptedOnL1? found = block is null
            ? null
            : await _l1.FindAcceptedAsync(job.Id.BlockNumber, cancel).ConfigureAwait(false);
        var acceptance = new Acceptance(found, block?.Header.NewRoot ?? default, problem);
        return view with { Accepted = view.Accepted.SetItem(job.Id, acceptance) };
    }

    private async Task<SenderView?> SignAsync(SenderDecision.Sign act, SenderView view, CancellationToken cancel)
    {
        (BlockSubmission? block, _) = await _trials.AssembleAsync(act.Job, cancel).ConfigureAwait(false);
        if (block is null)
        {
            return null;
        }

        L1TransactionVersion version = await VersionAsync(
            new L1SigningRequest(act.Nonce, block, act.Gas, act.Fees), view.Time, cancel).ConfigureAwait(false);
        bool stored = await _journal.SignAsync(act, version, cancel).ConfigureAwait(false);
        return stored ? await SentAsync(version, view, cancel).ConfigureAwait(false) : null;
    }

    private async Task<SenderView?> FillAsync(SenderDecision.Fill act, SenderView view, CancellationToken cancel)
    {
        L1TransactionVersion version = await VersionAsync(
            new L1SigningRequest(act.Nonce, null, SenderRound.FillerGas, act.Fees), view.Time, cancel)
            .ConfigureAwait(false);
        bool stored = await _journal.FillAsync(act, version, cancel).ConfigureAwait(false);
        return stored ? await SentAsync(version, view, cancel).ConfigureAwait(false) : null;
    }

    private async Task<SenderView?> ReplaceAsync(
        SenderDecision.Replace act, SenderView view, CancellationToken cancel)
    {
        BlockSubmission? block = null;
        if (act.Row.Job is { } id)
        {
            Job? job = await _store.ReadAsync(reader => reader.Find(id), cancel).ConfigureAwait(false);
            block = job is null ? null : (await _trials.AssembleAsync(job, cancel).ConfigureAwait(false)).Block;
            if (block is null)
            {
                return null;
            }
        }

        L1TransactionVersion version = await VersionAsync(
            new L1SigningRequest(act.Row.Nonce, block, act.Gas, act.Fees), view.Time, cancel).ConfigureAwait(false);
        bool stored = await _journal.ReplaceAsync(act, version, cancel).ConfigureAwait(false);
        return stored ? await SentAsync(version, view, cancel).ConfigureAwait(false) : null;
    }

    private async Task<L1TransactionVersion> VersionAsync(
        L1SigningRequest request, DateTimeOffset time, CancellationToken cancel)
    {
        SignedL1Transaction signed = await _l1.SignAsync(request, cancel).ConfigureAwait(false);
        OfferedFees fees = request.Fees;
        return new L1TransactionVersion(
            signed.Hash, fees.MaxFeePerGas, fees.MaxPriorityFeePerGas, signed.Bytes, time);
    }

    private async Task<SenderView> SentAsync(L1TransactionVersion version, SenderView view, CancellationToken cancel)
    {
        await SendAsync(version, cancel).ConfigureAwait(false);
        return view;
    }

    /// <summary>Sends; what the node answers is remembered, since only L1 itself tells what became of it.</summary>
    private async Task SendAsync(L1TransactionVersion version, CancellationToken cancel)
    {
        _sentAt = _sentAt.SetItem(version.Hash, _clock.GetUtcNow());
        try
        {
            await _l1.SendAsync(version.Signed, cancel).ConfigureAwait(false);
            _refusals = _refusals.Remove(version.Hash);
        }
        catch (L1Exception exception)
        {
            _refusals = _refusals.SetItem(version.Hash, exception.Message);
        }
    }

    /// <summary>Stores an inclusion; a revert is tried again without sending, so that the contract names it.</summary>
    private async Task<bool> MineAsync(
        SenderDecision.MarkMined act, DateTimeOffset time, CancellationToken cancel)
    {
        string? why = act.Inclusion.Succeeded
            ? null
            : await ExplainAsync(act, cancel).ConfigureAwait(false);
        return await _journal.MineAsync(act, why, time, cancel).ConfigureAwait(false);
    }

    private async Task<string> ExplainAsync(SenderDecision.MarkMined act, CancellationToken cancel)
    {
        string where = $"it reverted in block {act.Inclusion.BlockNumber} ({act.Inclusion.TransactionHash})";
        Job? job = act.Row.Job is { } id
            ? await _store.ReadAsync(reader => reader.Find(id), cancel).ConfigureAwait(false)
            : null;
        return job is null ? where : $"{where}; {await WhyAsync(job, cancel).ConfigureAwait(false)}";
    }

    /// <summary>The contract's reason. That it was refused is certain, so a node that cannot say why does not keep it
    /// from being stored.</summary>
    private async Task<string> WhyAsync(Job job, CancellationToken cancel)
    {
        try
        {
            return await _trials.WhyAsync(job, cancel).ConfigureAwait(false);
        }
        catch (L1Exception exception)
        {
            return $"the node does not say why ({exception.Message})";
        }
    }
}
