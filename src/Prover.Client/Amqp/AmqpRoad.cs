using System.Runtime.CompilerServices;
using Prover.Wire;
using RabbitMQ.Client;

namespace Prover.Client;

/// <summary>To the node through a RabbitMQ broker.</summary>
internal sealed class AmqpRoad(BlockPublisherOptions options) : IBlockRoad
{
    private const string BlockType = "block.v1";
    private const string QuestionType = "job-question.v1";

    private static readonly TimeSpan QuestionTimeout = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _opening = new(1, 1);
    private AmqpLine? _line;

    /// <inheritdoc/>
    public async Task<BlockAnswer> SendAsync(string key, ReadOnlyMemory<byte> envelope, CancellationToken cancel)
    {
        IReadOnlyList<BlockPart> parts = BlockPart.Split(key, envelope);
        try
        {
            AmqpLine line = await LineAsync(cancel).ConfigureAwait(false);
            byte[] answer = await line.AskAsync(
                options.Prefix + ".blocks",
                BlockType,
                key,
                parts.Select(BlockPartCodec.Encode),
                options.AnswerTimeout,
                cancel).ConfigureAwait(false);
            return BlockAnswerCodec.Decode(answer);
        }
        catch (Exception problem) when (AmqpLoss.Is(problem, cancel))
        {
            throw new RoadLostException(problem.Message, problem);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JobUpdate> FollowAsync(
        JobName job, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        (AmqpLine line, IChannel channel) = await OpenAsync(cancel).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            // First the exchange, then the history: what happens in between comes twice and is told once.
            AmqpUpdates live = await LostAsync(
                () => AmqpUpdates.OpenAsync(channel, options.Prefix + ".events", job, cancel), cancel)
                .ConfigureAwait(false);
            bool isComplete = false;
            while (!isComplete)
            {
                JobHistory history = await AskAsync(line, new JobQuestion(job, after), cancel).ConfigureAwait(false);
                if (!history.IsKnown)
                {
                    throw new BlockRefusedException(null, $"{job}: there is no such job.");
                }

                foreach (JobUpdate update in history.Events)
                {
                    after = Math.Max(after, update.Sequence);
                    yield return update;
                }

                isComplete = history.IsComplete || history.Events.Count == 0;
            }

            while (true)
            {
                yield return await LostAsync(() => live.Updates.ReadAsync(cancel).AsTask(), cancel)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        _ = _opening.Release();
    }

    private async Task<JobHistory> AskAsync(AmqpLine line, JobQuestion question, CancellationToken cancel)
    {
        byte[] answer = await LostAsync(
            () => line.AskAsync(
                options.Prefix + ".jobs",
                QuestionType,
                messageId: null,
                [JobQuestionCodec.Encode(question)],
                QuestionTimeout,
                cancel),
            cancel).ConfigureAwait(false);
        return await LostAsync(() => Task.FromResult(JobHistoryCodec.Decode(answer)), cancel).ConfigureAwait(false);
    }

    private async Task<(AmqpLine Line, IChannel Channel)> OpenAsync(CancellationToken cancel)
    {
        AmqpLine line = await LostAsync(() => LineAsync(cancel), cancel).ConfigureAwait(false);
        return (line, await LostAsync(() => line.ChannelAsync(cancel), cancel).ConfigureAwait(false));
    }

    private static async Task<T> LostAsync<T>(Func<Task<T>> step, CancellationToken cancel)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (Exception problem) when (AmqpLoss.Is(problem, cancel))
        {
            throw new RoadLostException(problem.Message, problem);
        }
    }

    private async Task<AmqpLine> LineAsync(CancellationToken cancel)
    {
        await _opening.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (_line is not { IsOpen: true })
            {
                await CloseAsync().ConfigureAwait(false);
                _line = await AmqpLine.OpenAsync(options, cancel).ConfigureAwait(false);
            }

            return _line;
        }
        finally
        {
            _ = _opening.Release();
        }
    }

    private async Task CloseAsync()
    {
        if (_line is { } line)
        {
            _line = null;
            try
            {
                await line.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception problem) when (AmqpLoss.Is(problem, CancellationToken.None))
            {
                // It is lost: nothing is left to be closed.
            }
        }
    }
}
