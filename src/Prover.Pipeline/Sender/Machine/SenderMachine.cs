namespace Prover.Pipeline;

/// <summary>The L1 sender's rules: a pure function from what is stored and seen to the next step.</summary>
/// <remarks>
/// It has no memory: the same stored state and view give the same decision, so that a restart at any point goes on
/// where it was. The rules are in README.md of this folder.
/// </remarks>
public sealed class SenderMachine
{
    private readonly SenderRules _rules;

    /// <summary>A machine with these rules.</summary>
    /// <exception cref="ArgumentException">A rule is out of its range.</exception>
    public SenderMachine(SenderRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules.Checked();
    }

    /// <summary>The next step; <see cref="SenderDecision.Wait"/> when there is none.</summary>
    public SenderDecision Next(SenderState state, SenderView view)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(view);
        var round = new SenderRound(_rules, state, view);
        return AlarmRules.Judge(round)
            ?? state.Rows.Select(row => TransactionRules.Judge(round, row)).FirstOrDefault(act => act is not null)
            ?? FollowRules.Judge(round)
            ?? Settle(round)
            ?? QueueRules.Judge(round)
            ?? new SenderDecision.Wait(round.Waits ?? Finality(round));
    }

    private static string? Finality(SenderRound round) =>
        round.State.Jobs.Any(job => job.Stage == JobStage.Final)
            ? $"finality: L1 is at block {round.L1.Head}, final up to {round.L1.FinalBlock}"
            : null;

    /// <summary>Rows at the low end that can never change again are not looked at any more.</summary>
    private static SenderDecision.Settle? Settle(SenderRound round)
    {
        ulong floor = round.State.Floor;
        foreach (L1Transaction row in round.State.Rows)
        {
            if (row.State != L1TransactionState.Final && !round.IsSettledWithoutSuccess(row))
            {
                break;
            }

            floor = row.Nonce + 1;
        }

        return floor > round.State.Floor ? new SenderDecision.Settle(floor) : null;
    }
}
