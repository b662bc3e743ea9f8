using Prover.Wire;

namespace Prover.Queue;

/// <summary>How to reach a RabbitMQ broker, and how patient to be.</summary>
public sealed record RabbitOptions
{
    /// <summary>An amqp or amqps address, with user, password and virtual host. Secret: it is never logged.</summary>
    public required Uri Address { get; init; }

    /// <summary>The first part of all names on the broker; 1 to 60 characters of <c>a–z 0–9 . -</c>.</summary>
    public string Prefix { get; init; } = "prover";

    /// <summary>The pause after the first failure; doubled with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause.</summary>
    public TimeSpan LastPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection that lasted so long was a good one: the pauses start from the first again.</summary>
    public TimeSpan GoodAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for the broker or for an answer before asking again.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a block that cannot be stored now is held before it goes to the end of its queue; well below
    /// the broker's limit for deliveries without an acknowledgement, 30 minutes by default.</summary>
    public TimeSpan HoldLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A block whose parts did not all come within this time, counted from the last new one, is given
    /// up.</summary>
    public TimeSpan PartsExpire { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A longer block is refused with its first part; 1 byte to 64 MiB.</summary>
    public int BlockBytes { get; init; } = BlockPart.MaximumEnvelope;

    /// <summary>So many blocks may be incomplete at once; 1 to 1,000.</summary>
    public int OpenBlocks { get; init; } = 64;

    /// <summary>A message that was delivered so often without an acknowledgement is taken out by the broker.</summary>
    public int DeliveryLimit { get; init; } = 10;

    /// <summary>The queue of blocks holds at most so many bytes; beyond it the broker refuses to take more.</summary>
    public long QueueBytes { get; init; } = 1L << 30;

    /// <summary>How often the number of tokens is compared with the work that there is.</summary>
    public TimeSpan TokenInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A worker without a token asks the node itself after this time.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Checks what the settings say.</summary>
    /// <exception cref="ArgumentException">One of them cannot be; the message names it.</exception>
    public void Validate()
    {
        Require(Address.Scheme is "amqp" or "amqps", nameof(Address), "is not an amqp or amqps address");
        bool named = Prefix.Length is >= 1 and <= 60
            && Prefix.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-');
        Require(named, nameof(Prefix), "is not 1 to 60 characters of a-z 0-9 . -");
        Require(FirstPause > TimeSpan.Zero && LastPause >= FirstPause, nameof(LastPause), "is below FirstPause");
        Require(RequestTimeout > TimeSpan.Zero, nameof(RequestTimeout), "is not positive");
        Require(
            HoldLimit > TimeSpan.Zero && HoldLimit <= TimeSpan.FromMinutes(20),
            nameof(HoldLimit),
            "is not within 0 and 20 minutes");
        Require(PartsExpire > TimeSpan.Zero, nameof(PartsExpire), "is not positive");
        Require(BlockBytes is >= 1 and <= BlockPart.MaximumEnvelope, nameof(BlockBytes), "is not within 1 and 64 MiB");
        Require(OpenBlocks is >= 1 and <= 1000, nameof(OpenBlocks), "is not within 1 and 1,000");
        Require(DeliveryLimit is >= 2 and <= 1000, nameof(DeliveryLimit), "is not within 2 and 1,000");
        Require(QueueBytes >= 1 << 20, nameof(QueueBytes), "is below 1 MiB");
        Require(TokenInterval > TimeSpan.Zero, nameof(TokenInterval), "is not positive");
        Require(PollInterval > TimeSpan.Zero, nameof(PollInterval), "is not positive");
    }

    private static void Require(bool condition, string name, string problem)
    {
        if (!condition)
        {
            throw new ArgumentException($"The queue's setting {name} {problem}.");
        }
    }
}
