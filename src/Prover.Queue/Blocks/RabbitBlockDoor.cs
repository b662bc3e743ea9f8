using Prover.Pipeline;
using RabbitMQ.Client;

namespace Prover.Queue;

/// <summary>The door for sequencers that publish to a broker: from the queue of blocks to the job store.</summary>
/// <remarks>
/// At least once: a message is acknowledged when its block, or its part of one, is stored durably, or is aside with
/// its reason. A block that cannot be stored now is held, which holds all that follow.
/// </remarks>
public sealed class RabbitBlockDoor
{
    /// <summary>One message at a time: a larger one would take its neighbours with it (README.md).</summary>
    private const ushort Prefetch = 1;

    private readonly RabbitOptions _options;
    private readonly RabbitLink _link;
    private readonly BlockDesk _desk;
    private readonly BlockParts _parts;
    private readonly TimeProvider _clock;
    private readonly Action<QueueNotice> _notice;

    /// <summary>A door; <see cref="RunAsync"/> opens it.</summary>
    /// <param name="options">The broker.</param>
    /// <param name="door">Where blocks go.</param>
    /// <param name="store">Keeps what is known of incomplete blocks.</param>
    /// <param name="payloads">Keeps their parts.</param>
    /// <param name="clock">Times and pauses.</param>
    /// <param name="notice">Told what an operator may want to see; must not throw.</param>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    public RabbitBlockDoor(
        RabbitOptions options,
        IBlockDoor door,
        IJobStore store,
        IPayloadStore payloads,
        TimeProvider clock,
        Action<QueueNotice>? notice = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _clock = clock;
        _notice = notice ?? (_ => { });
        _link = new RabbitLink(options, clock, _notice);
        _parts = new BlockParts(store, payloads, options, clock);
        _desk = new BlockDesk(options, door, store, _parts, clock, _notice);
    }

    /// <summary>Takes blocks until cancelled; connects again by itself.</summary>
    /// <exception cref="QueueRefusedException">The broker refuses for good: one clear line.</exception>
    public Task RunAsync(CancellationToken cancel) => _link.RunAsync("prover blocks", SessionAsync, cancel);

    private async Task SessionAsync(IConnection connection, CancellationToken cancel)
    {
        IChannel channel = await connection.ConfirmingChannelAsync(cancel).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            using var turn = new SemaphoreSlim(1, 1);
            Task take = TakeAsync(channel, turn, end.Token);
            Task sweep = SweepAsync(channel, turn, end.Token);
            await TaskPair.FirstEndsBothAsync(take, sweep, end).ConfigureAwait(false);
        }
    }

    private async Task TakeAsync(IChannel channel, SemaphoreSlim turn, CancellationToken cancel)
    {
        var names = new RabbitNames(_options.Prefix);
        RabbitInbox inbox = await RabbitInbox.OpenAsync(channel, names.Blocks, Prefetch, cancel).ConfigureAwait(false);
        await foreach (RabbitDelivery delivery in inbox.Deliveries.ReadAllAsync(cancel).ConfigureAwait(false))
        {
            await turn.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                await _desk.HandleAsync(channel, delivery, cancel).ConfigureAwait(false);
            }
            finally
            {
                _ = turn.Release();
            }
        }
    }

    /// <summary>Looks at incomplete blocks now and then: one that is complete was left by a process that died; one
    /// that is too old is given up.</summary>
    private async Task SweepAsync(IChannel channel, SemaphoreSlim turn, CancellationToken cancel)
    {
        TimeSpan interval = TimeSpan.FromSeconds(Math.Clamp(_options.PartsExpire.TotalSeconds / 10, 0.2, 60));
        while (true)
        {
            await turn.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                await _desk.SweepAsync(channel, cancel).ConfigureAwait(false);
            }
            catch (JobStoreException problem)
            {
                _notice(new QueueNotice(QueueNoticeKind.Held, $"parts of blocks: {problem.Message}"));
            }
            finally
            {
                _ = turn.Release();
            }

            await Task.Delay(interval, _clock, cancel).ConfigureAwait(false);
        }
    }
}
