using System.Globalization;
using System.Numerics;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Testing;

/// <summary>Rows for a job store with every field drawn from its whole range; equal seeds give equal rows.</summary>
/// <remarks>Rows, not sensible jobs: a store keeps what it is given and knows no rule.</remarks>
public sealed class RandomRows(int seed)
{
    private static readonly BigInteger MaxFee = BigInteger.Pow(2, 256) - 1;

    private static readonly string[] Texts =
    [
        "", " ", "node-1/cpu", "it's \"quoted\"; -- not a comment", "ünïcödé ∑ 證明", "[\"a\",\\]", "NULL", "0x00",
        "a,b;c\td",
    ];

    // Not for secrets.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    /// <summary>A job of a given id.</summary>
    public Job Job(JobId id) => new()
    {
        Id = id,
        Key = string.Create(CultureInfo.InvariantCulture, $"{id}/{_random.NextInt64():x}"),
        Envelope = new ContentHash(Bytes32()),
        CircuitId = Bytes32(),
        Admitted = Time(),
        Stage = Any<JobStage>(),
        State = Any<JobState>(),
        StageSince = Time(),
        Failures = _random.Next(),
        NotBefore = Maybe() ? Time() : default,
        Fence = _random.NextInt64(),
        Lease = Maybe() ? new JobLease(Text(), Text(), Time(), Time(), _random.NextDouble(), Time()) : null,
        FailedWorkers = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Text())],
        Proof = Maybe() ? Bytes(256) : default(ReadOnlyMemory<byte>?),
        ProvedBy = Maybe() ? Text() : null,
        Reason = Maybe() ? Text() : null,
    };

    /// <summary>A job of any id.</summary>
    public Job Job() => Job(Id());

    /// <summary>An id, often near the ends of its range.</summary>
    public JobId Id() => new(Number(), Math.Max(1, unchecked((uint)Number())));

    /// <summary>An event that is not stored yet.</summary>
    public JobEvent Event(JobId job) => new(
        0, job, Time(), Any<JobEventKind>(), Any<JobStage>(), _random.NextInt64(),
        Maybe() ? Text() : null, Maybe() ? Text() : null);

    /// <summary>A worker of a given name.</summary>
    public WorkerRecord Worker(string name) => new()
    {
        Name = name,
        LastSeen = Time(),
        ProofsRight = _random.NextInt64(),
        ProofsWrong = _random.NextInt64(),
        Failures = _random.NextInt64(),
        Quarantined = Maybe() ? Text() : null,
    };

    /// <summary>A transaction of a given nonce.</summary>
    public L1Transaction Transaction(ulong nonce, JobId? job) => new()
    {
        Nonce = nonce,
        Job = job,
        State = Any<L1TransactionState>(),
        Versions =
        [
            .. Enumerable.Range(0, _random.Next(4)).Select(_ => new L1TransactionVersion(
                Bytes32(), Fee(), Fee(), Bytes(_random.Next(300)), Time())),
        ],
        Inclusion = Maybe() ? new L1Inclusion(Bytes32(), Number(), Bytes32(), Maybe(), Number(), Fee()) : null,
        Reason = Maybe() ? Text() : null,
    };

    /// <summary>A number in [0, 2⁶⁴), often one of the smallest or largest.</summary>
    public ulong Number() => _random.Next(4) switch
    {
        0 => (ulong)_random.Next(3),
        1 => ulong.MaxValue - (ulong)_random.Next(3),
        2 => long.MaxValue - 1UL + (ulong)_random.Next(3),
        _ => unchecked((ulong)_random.NextInt64() * 2) + (ulong)_random.Next(2),
    };

    /// <summary>A number in [0, below).</summary>
    public int Below(int below) => _random.Next(below);

    /// <summary>One of an enumeration's values.</summary>
    public T Any<T>()
        where T : struct, Enum
    {
        T[] all = Enum.GetValues<T>();
        return all[_random.Next(all.Length)];
    }

    private BigInteger Fee() => _random.Next(4) switch
    {
        0 => MaxFee,
        1 => _random.Next(2),
        _ => new BigInteger(Bytes(32), isUnsigned: true),
    };

    private bool Maybe() => _random.Next(2) == 0;

    private string Text() => Texts[_random.Next(Texts.Length)];

    private DateTimeOffset Time() => _random.Next(8) switch
    {
        0 => DateTimeOffset.MinValue,
        1 => DateTimeOffset.MaxValue,
        _ => new DateTimeOffset(_random.NextInt64(DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero),
    };

    private Bytes32 Bytes32() => new(Bytes(Rollup.Bytes32.Size));

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
#pragma warning restore CA5394
}
