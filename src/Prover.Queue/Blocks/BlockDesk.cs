using Prover.Pipeline;
using Prover.Wire;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Prover.Queue;

/// <summary>What is done with one message of the queue of blocks.</summary>
internal sealed class BlockDesk(
    RabbitOptions options,
    IBlockDoor door,
    IJobStore store,
    BlockParts parts,
    TimeProvider clock,
    Action<QueueNotice> notice)
{
    private const string AnswerType = "block-answer.v1";
    private const string Abandoned = "abandoned";

    private static readonly TimeSpan FullPause = TimeSpan.FromMilliseconds(500);

    private readonly RabbitNames _names = new(options.Prefix);
    private readonly DeadLetters _dead = new(options, clock, notice);

    /// <summary>Stores the block or part of it, or puts it aside, or back to the end of the queue; answers if asked,
    /// and acknowledges.</summary>
    public async Task HandleAsync(IChannel channel, RabbitDelivery delivery, CancellationToken cancel)
    {
        if (Read(delivery, out string? problem) is not { } part)
        {
            await RefuseAsync(channel, delivery, null, new(AdmissionVerdict.Malformed, Reason: problem), cancel)
                .ConfigureAwait(false);
            return;
        }

        BlockOutcome outcome = await Hold(channel, part.Key).RunAsync(
            () => part.Count == 1 ? AdmitAsync(part, cancel) : AddPartAsync(part, delivery.Body, cancel),
            cancel).ConfigureAwait(false);
        if (outcome.Admission is { } admission)
        {
            await SettleAsync(channel, delivery, part, admission, cancel).ConfigureAwait(false);
        }
        else if (outcome.IsLater)
        {
            await PutBackAsync(channel, delivery, part.Key, cancel).ConfigureAwait(false);
        }
        else
        {
            await channel.BasicAckAsync(delivery.Tag, multiple: false, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>What a message says about itself when the node sends it again: who is to be answered, and nothing that
    /// the broker acts on.</summary>
    /// <remarks>A broker closes the channel of whoever publishes under the name of another user, drops what has
    /// outlived its own time, and sends copies to the queues that the headers <c>CC</c> and <c>BCC</c> name.</remarks>
    internal static BasicProperties Again(IReadOnlyBasicProperties came)
    {
        var again = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        again.ContentType = came.ContentType;
        again.Type = came.Type;
        again.MessageId = came.MessageId;
        again.ReplyTo = came.ReplyTo;
        again.CorrelationId = came.CorrelationId;
        return again;
    }

    /// <summary>Finishes blocks whose last part was stored by a process that died then, and gives up those whose parts
    /// do not come.</summary>
    public async Task SweepAsync(IChannel channel, CancellationToken cancel)
    {
        foreach (OpenBlock block in await parts.OpenAsync(cancel).ConfigureAwait(false))
        {
            if (block.IsComplete)
            {
                Admission admission = await AdmitAsync(block, cancel).ConfigureAwait(false);
                if (admission.Verdict == AdmissionVerdict.Overloaded)
                {
                    continue;
                }

                await ReportAsync(channel, default, block.Key, admission, cancel).ConfigureAwait(false);
                await parts.CloseAsync(block, cancel).ConfigureAwait(false);
            }
            else if (parts.IsExpired(block))
            {
                await AbandonAsync(channel, block, cancel).ConfigureAwait(false);
            }
        }
    }

    private BlockPart? Read(RabbitDelivery delivery, out string? problem)
    {
        try
        {
            BlockPart part = BlockPartCodec.Decode(delivery.Body);
            bool isWhole = part.Count > 1 || ContentHash.Of(part.Bytes.Span).Value == part.Envelope;
            problem = part.Size > options.BlockBytes
                ? $"Expected a block of at most {options.BlockBytes} bytes, found one of {part.Size}."
                : isWhole ? null : "The bytes do not have the hash that the message names.";
            return problem is null ? part : null;
        }
        catch (EnvelopeException refused)
        {
            problem = refused.Message;
            return null;
        }
    }

    private async Task<BlockOutcome> AdmitAsync(BlockPart whole, CancellationToken cancel) =>
        BlockOutcome.Of(await door.AdmitAsync(whole.Key, whole.Bytes, cancel).ConfigureAwait(false));

    private async Task<BlockOutcome> AddPartAsync(
        BlockPart part, ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        var hash = new ContentHash(part.Envelope);
        Job? job = await store.ReadAsync(reader => reader.FindByKey(part.Key), cancel).ConfigureAwait(false);
        if (job is not null && job.State != JobState.Dropped)
        {
            // Known before the other parts are here; also what a part says that comes again after the end.
            return BlockOutcome.Of(job.Envelope == hash
                ? new Admission(AdmissionVerdict.Same, job.Id, job.Envelope)
                : new Admission(AdmissionVerdict.KeyTaken, job.Id, job.Envelope, "Other bytes came under this key."));
        }

        OpenBlock? block = await parts.AddAsync(part, message, cancel).ConfigureAwait(false);
        if (block is null)
        {
            // What would complete the others may be behind this one.
            await Task.Delay(FullPause, clock, cancel).ConfigureAwait(false);
            return BlockOutcome.Later;
        }

        return block.IsComplete
            ? BlockOutcome.Of(await AdmitAsync(block, cancel).ConfigureAwait(false))
            : BlockOutcome.Incomplete;
    }

    private async Task<Admission> AdmitAsync(OpenBlock block, CancellationToken cancel)
    {
        byte[]? envelope = await parts.AssembleAsync(block, cancel).ConfigureAwait(false);
        return envelope is null
            ? new Admission(AdmissionVerdict.Malformed, Reason: "The parts do not give the hash that they name.")
            : await door.AdmitAsync(block.Key, envelope, cancel).ConfigureAwait(false);
    }

    private async Task SettleAsync(
        IChannel channel, RabbitDelivery delivery, BlockPart part, Admission admission, CancellationToken cancel)
    {
        if (IsTaken(admission))
        {
            await AnswerAsync(channel, delivery, admission, cancel).ConfigureAwait(false);
        }
        else
        {
            await RefuseAsync(channel, delivery, part.Key, admission, cancel).ConfigureAwait(false);
        }

        if (part.Count > 1)
        {
            await CloseAsync(part, cancel).ConfigureAwait(false);
        }
    }

    private async Task CloseAsync(BlockPart part, CancellationToken cancel)
    {
        try
        {
            IReadOnlyList<OpenBlock> open = await parts.OpenAsync(cancel).ConfigureAwait(false);
            if (open.FirstOrDefault(block => block.Has(part)) is { } block)
            {
                await parts.CloseAsync(block, cancel).ConfigureAwait(false);
            }
        }
        catch (JobStoreException problem)
        {
            // The sweep closes it later: the block itself is settled.
            notice(new QueueNotice(QueueNoticeKind.Held, $"{part.Key}: {problem.Message}"));
        }
    }

    private async Task RefuseAsync(
        IChannel channel, RabbitDelivery delivery, string? key, Admission admission, CancellationToken cancel)
    {
        await ReportAsync(channel, delivery.Body, key, admission, cancel).ConfigureAwait(false);
        await AnswerAsync(channel, delivery, admission, cancel).ConfigureAwait(false);
    }

    private Task ReportAsync(
        IChannel channel, ReadOnlyMemory<byte> body, string? key, Admission admission, CancellationToken cancel) =>
        IsTaken(admission)
            ? Task.CompletedTask
            : _dead.PutAsync(channel, body, DeadLetters.Word(admission.Verdict), admission.Reason, key, cancel);

    private async Task AnswerAsync(
        IChannel channel, RabbitDelivery delivery, Admission admission, CancellationToken cancel)
    {
        byte[] answer = BlockAnswerCodec.Encode(QueueMapping.Answer(admission));
        await channel.AnswerAsync(delivery, AnswerType, answer, options.RequestTimeout, cancel).ConfigureAwait(false);
        await channel.BasicAckAsync(delivery.Tag, multiple: false, cancel).ConfigureAwait(false);
    }

    /// <summary>A new message with the same content at the end: a redelivery would count against the limit, and what
    /// waits behind may be what this one waits for.</summary>
    private async Task PutBackAsync(
        IChannel channel, RabbitDelivery delivery, string key, CancellationToken cancel)
    {
        await channel.SendAsync(
            string.Empty,
            _names.Blocks,
            mandatory: true,
            Again(delivery.Properties),
            delivery.Body,
            options.RequestTimeout,
            cancel).ConfigureAwait(false);
        await channel.BasicAckAsync(delivery.Tag, multiple: false, cancel).ConfigureAwait(false);
        notice(new QueueNotice(QueueNoticeKind.Held, $"{key}: to the end of the queue"));
    }

    private async Task AbandonAsync(IChannel channel, OpenBlock block, CancellationToken cancel)
    {
        Job? job = await store.ReadAsync(reader => reader.FindByKey(block.Key), cancel).ConfigureAwait(false);
        if (job?.Envelope != block.Hash)
        {
            string reason = $"Only {block.Here} of {block.Count} parts of {block.Envelope} came.";
            await _dead.PutAsync(channel, default, Abandoned, reason, block.Key, cancel).ConfigureAwait(false);
        }

        await parts.CloseAsync(block, cancel).ConfigureAwait(false);
    }

    private BlockHold Hold(IChannel channel, string key) => new(
        options,
        clock,
        reason =>
        {
            notice(new QueueNotice(QueueNoticeKind.Held, $"{key}: {reason}"));
            if (!channel.IsOpen)
            {
                throw new AlreadyClosedException(channel.CloseReason!);
            }
        });

    private static bool IsTaken(Admission admission) =>
        admission.Verdict is AdmissionVerdict.Accepted or AdmissionVerdict.Same;
}
