using Prover.Pipeline;
using Prover.Wire;

namespace Prover.Queue;

/// <summary>Answers workers elsewhere from the board: bytes in, bytes out, no broker.</summary>
/// <remarks>
/// A request that comes again gets the answer it got before, for as long as that is remembered; after that, or after a
/// restart, the board's own rules make it harmless: a second result is not needed, a second take is another lease and
/// the first one runs out.
/// </remarks>
internal sealed class WorkDesk(IWorkBoard board, Action<QueueNotice> notice)
{
    private const int Remembered = 1000;

    private static readonly TimeSpan NothingPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UnavailablePause = TimeSpan.FromSeconds(2);
    private static readonly byte[] NoId = new byte[WorkRequest.IdSize];

    private readonly Dictionary<string, byte[]> _answers = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>The answer to a request, hostile or not. Not to be called twice at once.</summary>
    /// <param name="message">The request.</param>
    /// <param name="cancel">Gives up; the request may or may not have had its effect.</param>
    public async Task<byte[]> AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        WorkRequest request;
        try
        {
            request = WorkRequestCodec.Decode(message);
        }
        catch (EnvelopeException problem)
        {
            notice(new QueueNotice(QueueNoticeKind.Dropped, $"a worker's request: {problem.Message}"));
            return WorkReplyCodec.Encode(new WorkReply(NoId, WorkVerdict.Refused, Reason: problem.Message));
        }

        string name = $"{request.Worker}/{request.Device}/{Convert.ToHexString(request.Id.Span)}";
        if (_answers.TryGetValue(name, out byte[]? before))
        {
            return before;
        }

        WorkReply reply = await AnswerAsync(request, cancel).ConfigureAwait(false);
        byte[] answer = WorkReplyCodec.Encode(reply);
        if (reply.Verdict != WorkVerdict.Unavailable)
        {
            Remember(name, answer);
        }

        return answer;
    }

    private async Task<WorkReply> AnswerAsync(WorkRequest request, CancellationToken cancel)
    {
        var worker = new WorkerIdentity(request.Worker, request.Device, request.Circuits);
        try
        {
            return request.Verb == WorkVerb.Take
                ? await TakeAsync(request, worker, cancel).ConfigureAwait(false)
                : new WorkReply(
                    request.Id,
                    QueueMapping.Verdict(await TellAsync(request, worker, cancel).ConfigureAwait(false)));
        }
        catch (Exception problem) when (problem is JobStoreException or WorkSourceException)
        {
            notice(new QueueNotice(QueueNoticeKind.Held, $"{worker.Name}: {problem.Message}"));
            return new WorkReply(
                request.Id, WorkVerdict.Unavailable, Reason: problem.Message, RetryAfter: UnavailablePause);
        }
        catch (ArgumentException problem)
        {
            // What the board holds to be a mistake of the program is here a stranger's.
            return new WorkReply(request.Id, WorkVerdict.Refused, Reason: problem.Message);
        }
    }

    private async Task<WorkReply> TakeAsync(WorkRequest request, WorkerIdentity worker, CancellationToken cancel) =>
        await board.TryTakeAsync(worker, cancel).ConfigureAwait(false) is { } item
            ? new WorkReply(
                request.Id, WorkVerdict.Leased, QueueMapping.Lease(item), item.LeaseTime, item.TimeLimit)
            : new WorkReply(request.Id, WorkVerdict.Nothing, RetryAfter: NothingPause);

    private Task<WorkAnswer> TellAsync(WorkRequest request, WorkerIdentity worker, CancellationToken cancel)
    {
        WorkItem item = QueueMapping.Item(request.Lease!);
        return request switch
        {
            { Progress: { } progress } => board.RenewAsync(
                item, worker, new WorkProgress(QueueMapping.Stage(progress.Stage), progress.Fraction), cancel),
            { Result: { } result } => board.CompleteAsync(
                item, worker, new WorkResult(result.Proof, result.WitnessTime, result.ProveTime), cancel),
            { Failure: { } failure } => board.FailAsync(item, worker, Failure(failure), cancel),
            _ => board.ReturnAsync(item, worker, cancel),
        };
    }

    private static WorkFailure Failure(WorkFailureFields fields) => new(
        QueueMapping.Stage(fields.Stage),
        QueueMapping.Kind(fields.Kind),
        fields.Reason,
        fields.Bundle is { } bundle ? new ContentHash(bundle) : null);

    private void Remember(string name, byte[] answer)
    {
        _answers[name] = answer;
        _order.Enqueue(name);
        if (_order.Count > Remembered)
        {
            _ = _answers.Remove(_order.Dequeue());
        }
    }
}
