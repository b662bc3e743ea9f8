using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>What becomes of one transaction.</summary>
internal static class TransactionRules
{
    /// <summary>The next step for a transaction; null if there is none now.</summary>
    public static SenderDecision? Judge(SenderRound round, L1Transaction row) => row.State switch
    {
        L1TransactionState.Mined or L1TransactionState.Reverted => Included(round, row),
        L1TransactionState.Pending or L1TransactionState.Capped => Waiting(round, row),
        _ => null,
    };

    private static SenderDecision? Included(SenderRound round, L1Transaction row)
    {
        if (round.InclusionOf(row) is not { } found)
        {
            return Missing(round, row);
        }

        if (found != row.Inclusion)
        {
            return new SenderDecision.MarkMined(row, found);
        }

        bool final = row.State == L1TransactionState.Mined && round.IsFinal(found);
        return final ? new SenderDecision.MarkFinal(row) : null;
    }

    /// <summary>No receipt: that alone means nothing, but another block at its height does.</summary>
    private static SenderDecision.Rewind? Missing(SenderRound round, L1Transaction row)
    {
        Job? job = round.JobOf(row);
        if (HoldReason.Is(job, HoldReason.Alarm))
        {
            round.WaitFor(job!.Reason!);
            return null;
        }

        return round.IsGone(row.Inclusion!) ? new SenderDecision.Rewind(row) : null;
    }

    private static SenderDecision? Waiting(SenderRound round, L1Transaction row)
    {
        if (round.InclusionOf(row) is { } found)
        {
            return new SenderDecision.MarkMined(row, found);
        }

        if (round.IsSeenAhead(row))
        {
            round.WaitFor($"transaction {row.Nonce} is in a block above the head that the node tells");
            return null;
        }

        return round.L1.LatestNonce > row.Nonce ? Taken(round, row) : Competing(round, row);
    }

    /// <summary>A nonce that is used up, though no version of ours was seen in a block.</summary>
    private static SenderDecision? Taken(SenderRound round, L1Transaction row)
    {
        if (round.L1.FinalNonce > row.Nonce)
        {
            return new SenderDecision.Displace(row);
        }

        return ChangeHold(round, row, new HoldReason(
            HoldReason.Foreign,
            $"another transaction took nonce {row.Nonce}; the block gets another nonce once that is final"));
    }

    private static SenderDecision? Competing(SenderRound round, L1Transaction row)
    {
        (SenderDecision? act, HoldReason? hold) = (null, null);
        bool old = IsOld(round, row);
        if (round.L1.LatestNonce < row.Nonce && !round.State.Rows.Any(other => IsBelow(round, other, row)))
        {
            (act, hold) = GapRules.Judge(round, row, old);
        }
        else if (old && round.L1.LatestNonce == row.Nonce)
        {
            (act, hold) = ReplacementRules.Judge(round, row);
        }

        round.WaitFor(hold?.ToString() ?? $"transaction {row.Nonce} is in no block yet{Refusal(round, row)}");
        return act ?? ChangeHold(round, row, hold) ?? SendAgain(round, row);
    }

    /// <summary>Whether it waits for long: since it was signed, and since a reorganisation took it back.</summary>
    private static bool IsOld(SenderRound round, L1Transaction row) =>
        round.IsPast(row.Versions[^1].Time, round.Rules.BumpAfter)
        && (round.Wanting(row) is not { } job || round.IsPast(job.StageSince, round.Rules.BumpAfter));

    /// <summary>Whether a transaction of ours stands at the next nonce of L1 and will be mined before the
    /// row.</summary>
    private static bool IsBelow(SenderRound round, L1Transaction other, L1Transaction row) =>
        other.Nonce == round.L1.LatestNonce && other.Nonce < row.Nonce;

    private static string Refusal(SenderRound round, L1Transaction row)
    {
        Bytes32 newest = row.Versions[^1].Hash;
        bool known = round.View.Sightings.GetValueOrDefault(newest)?.Known == true;
        return !known && round.View.Refusals.TryGetValue(newest, out string? text) ? $"; the node said: {text}" : "";
    }

    /// <summary>Writes a new reason, or that there is none any more.</summary>
    private static SenderDecision? ChangeHold(SenderRound round, L1Transaction row, HoldReason? hold)
    {
        if (hold is not null)
        {
            round.WaitFor(hold.ToString());
        }

        return round.Wanting(row) is { } job && Decides(round, row, job) ? ChangeHold(job, hold) : null;
    }

    /// <summary>Whether the job is held for what becomes of this row.</summary>
    /// <remarks>If two had a say, each would undo what the other one wrote: a job that L1 has a block for is judged by
    /// that block, one with two rows by the lower.</remarks>
    private static bool Decides(SenderRound round, L1Transaction row, Job job) =>
        job.Id.BlockNumber > round.L1.Rollup.BlockNumber
        && !round.State.Rows.Any(other => other.Job == row.Job && other.Nonce < row.Nonce
            && (other.State is L1TransactionState.Pending or L1TransactionState.Capped));

    private static SenderDecision? ChangeHold(Job job, HoldReason? hold)
    {
        if (hold is not null)
        {
            return hold.Holds(job) ? null : new SenderDecision.Hold(job, hold);
        }

        return job.State == JobState.Running ? null : new SenderDecision.Release(job);
    }

    /// <summary>The same bytes again: to a node that forgot them, and now and then to one that says it did
    /// not.</summary>
    private static SenderDecision.Send? SendAgain(SenderRound round, L1Transaction row)
    {
        L1TransactionVersion newest = row.Versions[^1];
        bool known = round.View.Sightings.GetValueOrDefault(newest.Hash)?.Known == true;
        bool sent = round.View.SentAt.TryGetValue(newest.Hash, out DateTimeOffset last);
        bool due = known
            ? round.IsPast(sent ? last : newest.Time, round.Rules.RemindAfter)
            : !sent || round.IsPast(last, round.Rules.ResendAfter);
        return due ? new SenderDecision.Send(row) : null;
    }
}
