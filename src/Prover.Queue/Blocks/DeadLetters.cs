using System.Globalization;
using Prover.Pipeline;
using Prover.Wire;
using RabbitMQ.Client;

namespace Prover.Queue;

/// <summary>Puts messages that cannot become a job aside, with the reason in their headers.</summary>
internal sealed class DeadLetters(RabbitOptions options, TimeProvider clock, Action<QueueNotice> notice)
{
    /// <summary>Header: why, one line.</summary>
    public const string Reason = "x-prover-reason";

    /// <summary>Header: the verdict, a lower-case word; <c>abandoned</c> if parts never came.</summary>
    public const string Verdict = "x-prover-verdict";

    /// <summary>Header: when, ISO 8601.</summary>
    public const string Time = "x-prover-time";

    /// <summary>Header: the idempotency key, if it could be read.</summary>
    public const string Key = "x-prover-key";

    private const string NotTold = "not told";

    /// <summary>Puts a message aside; the broker has it when this returns.</summary>
    /// <param name="channel">A channel with confirms.</param>
    /// <param name="body">The message, or nothing.</param>
    /// <param name="verdict">A lower-case word.</param>
    /// <param name="reason">One line.</param>
    /// <param name="key">The idempotency key, if it could be read.</param>
    /// <param name="cancel">Gives up; the message may or may not be aside.</param>
    public async Task PutAsync(
        IChannel channel,
        ReadOnlyMemory<byte> body,
        string verdict,
        string? reason,
        string? key,
        CancellationToken cancel)
    {
        string line = MessageText.Line(reason) ?? NotTold;
        BasicProperties properties = RabbitSending.Properties("block.v1", isPersistent: true);
        properties.Headers = new Dictionary<string, object?>
        {
            [Reason] = line,
            [Verdict] = verdict,
            [Time] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        };
        if (key is not null)
        {
            properties.Headers[Key] = key;
        }

        await channel.SendAsync(
            string.Empty,
            new RabbitNames(options.Prefix).Dead,
            mandatory: true,
            properties,
            body,
            options.RequestTimeout,
            cancel).ConfigureAwait(false);
        notice(new QueueNotice(QueueNoticeKind.DeadLettered, $"{key ?? "a message"}: {verdict}: {line}"));
    }

    /// <summary>The word for a verdict.</summary>
    public static string Word(AdmissionVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
