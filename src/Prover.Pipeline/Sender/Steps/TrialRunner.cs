using Prover.Witness;

namespace Prover.Pipeline;

/// <summary>Puts the submission of a job together and tries it without sending: every check that L1 will
/// make.</summary>
internal sealed class TrialRunner
{
    private readonly IL1Sender _l1;
    private readonly Func<Job, CancellationToken, Task<BlockSubmission>> _assemble;
    private readonly Func<BlockSubmission, bool> _verify;
    private readonly SenderRules _rules;

    public TrialRunner(
        IL1Sender l1,
        Func<Job, CancellationToken, Task<BlockSubmission>> assemble,
        Func<BlockSubmission, bool> verify,
        SenderRules rules)
    {
        _l1 = l1;
        _assemble = assemble;
        _verify = verify;
        _rules = rules;
    }

    /// <summary>The submission of a job, or why there is none.</summary>
    public async Task<(BlockSubmission? Block, HoldReason? Problem)> AssembleAsync(Job job, CancellationToken cancel)
    {
        try
        {
            return (await _assemble(job, cancel).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One block must not stop the others, whatever is wrong with it.
            return (null, new HoldReason(HoldReason.Unready, Text(exception)));
        }
    }

    /// <summary>What can be told of a failure: the text of an unexpected one might hold a value.</summary>
    private static string Text(Exception exception) => exception switch
    {
        JobStoreException or BlockFailureException or EnvelopeRefusedException => exception.Message,
        _ => $"the submission cannot be put together: {exception.GetType().Name}",
    };

    /// <summary>Whether a job's submission would succeed on the latest state.</summary>
    /// <exception cref="L1Exception">The node does not tell.</exception>
    public async Task<SubmissionTrial> RunAsync(Job job, RollupOnL1 state, CancellationToken cancel)
    {
        (BlockSubmission? block, HoldReason? problem) = await AssembleAsync(job, cancel).ConfigureAwait(false);
        problem ??= Mismatch(SubmissionChecks.AgainstState(block!.Header, state))
            ?? await QueueAsync(block, cancel).ConfigureAwait(false)
            ?? (_verify(block) ? null : new HoldReason(HoldReason.Unready, "the proof does not verify"));
        return problem is null
            ? await EstimateAsync(block!, cancel).ConfigureAwait(false)
            : new SubmissionTrial(0, problem);
    }

    /// <summary>What the contract says about a submission now, after it has refused it once.</summary>
    public async Task<string> WhyAsync(Job job, CancellationToken cancel)
    {
        (BlockSubmission? block, HoldReason? problem) = await AssembleAsync(job, cancel).ConfigureAwait(false);
        problem ??= (await EstimateAsync(block!, cancel).ConfigureAwait(false)).Problem;
        return problem?.Text ?? "it would succeed now";
    }

    private static HoldReason? Mismatch(SubmissionCheck? failed) =>
        failed is null ? null : new HoldReason(HoldReason.Mismatch, $"{failed.Problem}: {failed.What}");

    private async Task<HoldReason?> QueueAsync(BlockSubmission block, CancellationToken cancel)
    {
        uint first = block.Header.FirstQueuePosition;
        uint end = first + (uint)block.Requests.Count;
        return Mismatch(SubmissionChecks.AgainstQueue(
            block,
            await _l1.GetQueueHashAsync(first, cancel).ConfigureAwait(false),
            await _l1.GetQueueHashAsync(end, cancel).ConfigureAwait(false)));
    }

    private async Task<SubmissionTrial> EstimateAsync(BlockSubmission block, CancellationToken cancel)
    {
        try
        {
            ulong estimate = await _l1.EstimateAsync(block, cancel).ConfigureAwait(false);
            return _rules.GasFor(estimate) is { } gas
                ? new SubmissionTrial(gas)
                : new SubmissionTrial(0, new HoldReason(
                    HoldReason.Refused, $"it would take more gas than the limit ({estimate}, and {_rules.MaxGas})"));
        }
        catch (L1RevertException exception)
        {
            return new SubmissionTrial(
                0, new HoldReason(HoldReason.Refused, $"the contract would refuse it: {Name(exception)}"));
        }
    }

    /// <summary>The name of the contract's error, or what the node says; what may be another each time in
    /// brackets.</summary>
    private static string Name(L1RevertException exception) => exception.ErrorName is { } name
        ? $"{name}({string.Join(", ", exception.Arguments)})"
        : $"without a reason that is known here ({exception.Message})";
}
