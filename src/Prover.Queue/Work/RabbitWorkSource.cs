using System.Collections.Concurrent;
using System.Security.Cryptography;
using Prover.Pipeline;
using Prover.Wire;
using RabbitMQ.Client;

namespace Prover.Queue;

/// <summary>Work from a node elsewhere, through a broker: the worker's side of the hand-off.</summary>
/// <remarks>
/// Tokens in the queue of work wake a worker; a lease comes from the node, by request and reply. A lost reply is asked
/// for again with the same number, so the node gives the same lease again. Results are sent again until they are
/// answered. May be used by several tasks at once.
/// </remarks>
public sealed class RabbitWorkSource : IWorkSource, IAsyncDisposable
{
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan NothingPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly RabbitOptions _options;
    private readonly RabbitLink _link;
    private readonly TimeProvider _clock;
    private readonly Action<QueueNotice> _notice;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<string, WorkerIdentity> _abandoned = new();
    private WorkLine? _line;

    /// <summary>A source; it connects when it is first asked.</summary>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    public RabbitWorkSource(RabbitOptions options, TimeProvider clock, Action<QueueNotice>? notice = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _clock = clock;
        _notice = notice ?? (_ => { });
        _link = new RabbitLink(options, clock, _notice);
    }

    /// <inheritdoc/>
    /// <exception cref="QueueRefusedException">The broker refuses for good: one clear line.</exception>
    public async Task<WorkItem> TakeAsync(WorkerIdentity worker, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(worker);
        while (true)
        {
            WorkRequest request = Request(WorkVerb.Take, worker) with { Circuits = worker.Circuits };
            WorkReply reply = await PatientlyAsync(
                line => TakeOnceAsync(line, request, worker, cancel), Timeout.InfiniteTimeSpan, cancel)
                .ConfigureAwait(false);
            if (reply.Lease is { } lease)
            {
                return QueueMapping.Item(lease, reply.LeaseTime, reply.TimeLimit);
            }

            if (reply.Verdict == WorkVerdict.Refused)
            {
                throw new WorkSourceException($"The node refuses {worker.Name}: {reply.Reason ?? "no reason given"}");
            }

            TimeSpan asked = reply.RetryAfter ?? NothingPause;
            await Task.Delay(asked < LongestPause ? asked : LongestPause, _clock, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task<WorkAnswer> RenewAsync(
        WorkItem item, WorkerIdentity worker, WorkProgress progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var fields = new WorkProgressFields(QueueMapping.Stage(progress.Stage), progress.Fraction);
        WorkRequest request = About(WorkVerb.Renew, item, worker) with { Progress = fields };
        return TellAsync(request, isKept: false, _options.RequestTimeout, cancel);
    }

    /// <inheritdoc/>
    public Task<WorkAnswer> CompleteAsync(
        WorkItem item, WorkerIdentity worker, WorkResult result, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Proof.Length != WorkRequest.ProofSize)
        {
            return Task.FromResult(WorkAnswer.Refused);
        }

        var fields = new WorkResultFields(result.Proof, result.WitnessTime, result.ProveTime);
        WorkRequest request = About(WorkVerb.Complete, item, worker) with { Result = fields };
        return TellAsync(request, isKept: true, Timeout.InfiniteTimeSpan, cancel);
    }

    /// <inheritdoc/>
    public Task<WorkAnswer> FailAsync(
        WorkItem item, WorkerIdentity worker, WorkFailure failure, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var fields = new WorkFailureFields(
            QueueMapping.Stage(failure.Stage), QueueMapping.Kind(failure.Kind), failure.Reason, failure.Bundle?.Value);
        WorkRequest request = About(WorkVerb.Fail, item, worker) with { Failure = fields };
        return TellAsync(request, isKept: true, GoodbyePatience, cancel);
    }

    /// <inheritdoc/>
    public Task<WorkAnswer> ReturnAsync(WorkItem item, WorkerIdentity worker, CancellationToken cancel) =>
        TellAsync(About(WorkVerb.Return, item, worker), isKept: true, GoodbyePatience, cancel);

    /// <summary>Closes the connection; leases that are held run out by themselves.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _opening.WaitAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _line, null) is { } line)
        {
            await line.DisposeAsync().ConfigureAwait(false);
        }

        _ = _opening.Release();
    }

    private async Task<WorkAnswer> TellAsync(
        WorkRequest request, bool isKept, TimeSpan patience, CancellationToken cancel)
    {
        WorkReply reply = await PatientlyAsync(line => line.AskAsync(request, isKept, cancel), patience, cancel)
            .ConfigureAwait(false);
        return QueueMapping.Answer(reply.Verdict)
            ?? throw new WorkSourceException($"The node answers nonsense: {reply.Verdict}.");
    }

    private async Task<WorkReply> TakeOnceAsync(
        WorkLine line, WorkRequest request, WorkerIdentity worker, CancellationToken cancel)
    {
        IChannel channel = await line.TokenChannelAsync(cancel).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            RabbitDelivery? token = await TokenAsync(channel, cancel).ConfigureAwait(false);
            WorkReply reply;
            try
            {
                reply = await line.AskAsync(request, isKept: false, cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // A lease that still comes is given back.
                _abandoned[Convert.ToHexString(request.Id.Span)] = worker;
                throw;
            }

            if (token is not null && channel.IsOpen)
            {
                await channel.BasicAckAsync(token.Tag, multiple: false, CancellationToken.None).ConfigureAwait(false);
            }

            return reply;
        }
    }

    /// <summary>Waits for a token; null when it is time to ask without one.</summary>
    private async Task<RabbitDelivery?> TokenAsync(IChannel channel, CancellationToken cancel)
    {
        string queue = new RabbitNames(_options.Prefix).Work;
        RabbitInbox inbox = await RabbitInbox.OpenAsync(channel, queue, 1, cancel).ConfigureAwait(false);
        try
        {
            return await inbox.Deliveries.ReadAsync(cancel).AsTask()
                .WaitAsync(_options.PollInterval, _clock, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Asks on the line, on another one after a loss, until there is an answer or the patience ends.</summary>
    private async Task<WorkReply> PatientlyAsync(
        Func<WorkLine, Task<WorkReply>> ask, TimeSpan patience, CancellationToken cancel)
    {
        long start = _clock.GetTimestamp();
        TimeSpan pause = _options.FirstPause;
        while (true)
        {
            string problem;
            try
            {
                WorkLine line = await LineAsync(cancel).ConfigureAwait(false);
                WorkReply reply = await ask(line).ConfigureAwait(false);
                if (reply.Verdict != WorkVerdict.Unavailable)
                {
                    return reply;
                }

                problem = reply.Reason ?? "the node cannot answer now";
            }
            catch (Exception loss) when (RabbitLoss.Is(loss, cancel))
            {
                problem = RabbitLoss.Text(loss);
            }

            _notice(new QueueNotice(QueueNoticeKind.Lost, $"prover worker: {problem}"));
            if (patience != Timeout.InfiniteTimeSpan && _clock.GetElapsedTime(start) >= patience)
            {
                throw new WorkSourceException($"The node does not answer: {problem}");
            }

            await Task.Delay(pause, _clock, cancel).ConfigureAwait(false);
            pause = pause * 2 < _options.LastPause ? pause * 2 : _options.LastPause;
        }
    }

    private async Task<WorkLine> LineAsync(CancellationToken cancel)
    {
        await _opening.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (_closing.IsCancellationRequested)
            {
                throw new WorkSourceException("The source of work is closed.");
            }

            if (_line is { IsOpen: true } line)
            {
                return line;
            }

            await CloseLostAsync().ConfigureAwait(false);
            IConnection connection = await _link.ConnectAsync("prover worker", cancel).ConfigureAwait(false);
            try
            {
                _line = await WorkLine.OpenAsync(connection, _options, _clock, GiveBack, cancel).ConfigureAwait(false);
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            _notice(new QueueNotice(QueueNoticeKind.Connected, "prover worker"));
            return _line;
        }
        finally
        {
            _ = _opening.Release();
        }
    }

    private async Task CloseLostAsync()
    {
        if (_line is { } lost)
        {
            _line = null;
            try
            {
                await lost.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception problem) when (RabbitLoss.Is(problem, CancellationToken.None))
            {
                // It is lost: nothing is left to be closed.
            }
        }
    }

    /// <summary>Returns a lease that came after its taker had stopped waiting.</summary>
    private void GiveBack(WorkReply reply)
    {
        if (reply.Lease is { } lease
            && _abandoned.TryRemove(Convert.ToHexString(reply.Id.Span), out WorkerIdentity? worker))
        {
            WorkItem item = QueueMapping.Item(lease);
            _ = Task.Run(() => ReturnQuietlyAsync(item, worker), CancellationToken.None);
        }
    }

    private async Task ReturnQuietlyAsync(WorkItem item, WorkerIdentity worker)
    {
        try
        {
            _ = await ReturnAsync(item, worker, _closing.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is WorkSourceException or OperationCanceledException)
        {
            // The lease runs out by itself.
            _notice(new QueueNotice(QueueNoticeKind.Lost, $"{item.Job}: a lease that came too late was not returned"));
        }
    }

    private static WorkRequest Request(WorkVerb verb, WorkerIdentity worker) =>
        new(RandomNumberGenerator.GetBytes(WorkRequest.IdSize), verb, worker.Worker, worker.Device);

    private static WorkRequest About(WorkVerb verb, WorkItem item, WorkerIdentity worker)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(worker);
        return Request(verb, worker) with { Lease = QueueMapping.Lease(item) };
    }
}
