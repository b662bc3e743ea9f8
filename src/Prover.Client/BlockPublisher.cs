using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Prover.Rollup;
using Prover.Wire;

namespace Prover.Client;

/// <summary>Hands executed blocks to a node and follows them to L1, over HTTP or a broker: by the scheme of the
/// door.</summary>
/// <remarks>May be used by several tasks at once.</remarks>
public sealed class BlockPublisher : IAsyncDisposable
{
    /// <summary>The longest wait that a node may ask for.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    private readonly BlockPublisherOptions _options;
    private readonly IBlockRoad _road;

    /// <summary>A publisher; it connects when it is first used.</summary>
    /// <exception cref="ArgumentException">The door's address is none of http, https, amqp, amqps.</exception>
    public BlockPublisher(BlockPublisherOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _road = options.Door.Scheme switch
        {
            "http" or "https" => new HttpRoad(options),
            "amqp" or "amqps" => new AmqpRoad(options),
            _ => throw new ArgumentException(
                "The door's address is none of http, https, amqp, amqps.", nameof(options)),
        };
    }

    /// <summary>A publisher to a door.</summary>
    /// <param name="door">An http, https, amqp or amqps address.</param>
    /// <param name="token">The bearer token of the HTTP door.</param>
    public BlockPublisher(Uri door, string? token = null)
        : this(new BlockPublisherOptions { Door = door, Token = token })
    {
    }

    /// <summary>The key that a block has unless another is given: <c>chain/number/hash</c>.</summary>
    /// <exception cref="EnvelopeException">The bytes are not a block envelope.</exception>
    public static string DefaultKey(ReadOnlyMemory<byte> envelope)
    {
        BlockHeader header = BlockEnvelopeCodec.Decode(envelope).Header;
        string hash = Convert.ToHexStringLower(SHA256.HashData(envelope.Span));
        return $"{new JobName(header.Domain.ChainId, header.Number)}/{hash}";
    }

    /// <summary>Publishes a block and returns when the node has stored it; tries again until then.</summary>
    /// <inheritdoc cref="PublishAsync(ReadOnlyMemory{byte}, string?, CancellationToken)"/>
    public Task<BlockReceipt> PublishAsync(BlockEnvelope envelope, CancellationToken cancel) =>
        PublishAsync(BlockEnvelopeCodec.Encode(envelope), key: null, cancel);

    /// <summary>Publishes a block and returns when the node has stored it; tries again until then.</summary>
    /// <param name="envelope">The bytes of a block envelope.</param>
    /// <param name="key">The idempotency key, 1 to 200 printable ASCII characters; null for
    /// <see cref="DefaultKey"/>. Every attempt has the same.</param>
    /// <param name="cancel">Gives up; the block may be stored, and publishing it again tells.</param>
    /// <exception cref="EnvelopeException">Without a key: the bytes are not a block envelope.</exception>
    /// <exception cref="BlockRefusedException">The node refuses it, or does not let us in.</exception>
    public async Task<BlockReceipt> PublishAsync(
        ReadOnlyMemory<byte> envelope, string? key, CancellationToken cancel)
    {
        string name = key ?? DefaultKey(envelope);
        if (!MessageText.IsKey(name))
        {
            throw new ArgumentException("A key has 1 to 200 printable ASCII characters.", nameof(key));
        }

        TimeSpan pause = _options.FirstPause;
        while (true)
        {
            TimeSpan? asked = null;
            try
            {
                BlockAnswer answer = await _road.SendAsync(name, envelope, cancel).ConfigureAwait(false);
                if (answer.Verdict != BlockVerdict.Overloaded)
                {
                    return Receipt(name, answer);
                }

                asked = answer.RetryAfter;
            }
            catch (RoadLostException)
            {
                // The same key again: the node knows whether it has the block.
            }

            TimeSpan wait = asked > pause ? asked.Value : pause;
            wait = wait < LongestAsked ? wait : LongestAsked;
            await Task.Delay(wait, _options.Clock, cancel).ConfigureAwait(false);
            pause = Next(pause);
        }
    }

    /// <summary>What happens to a job: what has happened after an event, then what happens, until the job is final or
    /// dropped, or it is cancelled. Connects again by itself; no event is left out or told twice.</summary>
    /// <param name="job">The job.</param>
    /// <param name="after">Only events with a larger sequence number.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="BlockRefusedException">There is no such job, or the door does not let us in.</exception>
    public async IAsyncEnumerable<JobUpdate> Follow(
        JobName job, long after = 0, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        long last = after;
        TimeSpan pause = _options.FirstPause;
        while (true)
        {
            IAsyncEnumerator<JobUpdate> updates =
                _road.FollowAsync(job, last, cancel).GetAsyncEnumerator(cancel);
            await using (updates.ConfigureAwait(false))
            {
                while (await NextAsync(updates).ConfigureAwait(false) is { } update)
                {
                    if (update.Sequence != 0 && update.Sequence <= last)
                    {
                        continue;
                    }

                    last = Math.Max(last, update.Sequence);
                    pause = _options.FirstPause;
                    yield return update;
                    if (update.IsLast)
                    {
                        yield break;
                    }
                }
            }

            await Task.Delay(pause, _options.Clock, cancel).ConfigureAwait(false);
            pause = Next(pause);
        }
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => _road.DisposeAsync();

    /// <summary>The next update; null if the road was lost or ended.</summary>
    private static async Task<JobUpdate?> NextAsync(IAsyncEnumerator<JobUpdate> updates)
    {
        try
        {
            return await updates.MoveNextAsync().ConfigureAwait(false) ? updates.Current : null;
        }
        catch (RoadLostException)
        {
            return null;
        }
    }

    private static BlockReceipt Receipt(string key, BlockAnswer answer) =>
        answer is { IsTaken: true, Job: { } job, Envelope: { } envelope }
            ? new BlockReceipt(job, envelope, answer.Verdict == BlockVerdict.Accepted)
            : throw new BlockRefusedException(
                answer.Verdict, $"{key}: {answer.Verdict}: {answer.Reason ?? "no reason given"}");

    private TimeSpan Next(TimeSpan pause) => pause * 2 < _options.LastPause ? pause * 2 : _options.LastPause;
}
