namespace Prover.Pipeline;

/// <summary>What was final must stay; a node that is behind tells nothing.</summary>
internal static class AlarmRules
{
    /// <summary>An alarm, or waiting for the node; null if all is well.</summary>
    public static SenderDecision? Judge(SenderRound round)
    {
        if (round.State.Mark is not { } mark)
        {
            return null;
        }

        if (round.L1.Head < mark.L1Block)
        {
            return new SenderDecision.Wait(
                $"the node is behind: it is at block {round.L1.Head}, and block {mark.L1Block} was final");
        }

        uint onL1 = round.L1.Rollup.BlockNumber;
        return onL1 >= mark.BlockNumber
            ? null
            : new SenderDecision.RaiseAlarm(
                mark,
                onL1,
                new HoldReason(
                    HoldReason.Alarm,
                    $"L1 took back what was final: it is at block {onL1}, and block {mark.BlockNumber} was final; "
                    + "compare with another node, then retry"));
    }
}
