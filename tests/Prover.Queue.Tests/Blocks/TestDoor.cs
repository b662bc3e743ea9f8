using System.Buffers.Binary;
using Prover.Pipeline;

namespace Prover.Queue.Tests;

/// <summary>The rules of the door without a job table behind them. A test block is 1, a number in four bytes, and
/// anything.</summary>
internal sealed class TestDoor : IBlockDoor
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ContentHash> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<JobId, ContentHash> _jobs = [];

    /// <summary>Asked first; what it gives is the answer, what it throws is thrown.</summary>
    public Func<Admission?> First { get; set; } = () => null;

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public IReadOnlyDictionary<string, ContentHash> Keys
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, ContentHash>(_keys, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>A block of so many bytes, at least 5.</summary>
    public static byte[] Block(uint number, int size = 200)
    {
        byte[] bytes = new byte[size];
        new Random((int)number).NextBytes(bytes);
        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), number);
        return bytes;
    }

    public Task<Admission> AdmitAsync(string key, ReadOnlyMemory<byte> envelope, CancellationToken cancel)
    {
        lock (_gate)
        {
            Asked++;
            return First() is { } answer ? Task.FromResult(answer) : Task.FromResult(Admit(key, envelope.Span));
        }
    }

    private Admission Admit(string key, ReadOnlySpan<byte> envelope)
    {
        if (envelope.Length < 5 || envelope[0] != 1)
        {
            return new Admission(AdmissionVerdict.Malformed, Reason: "Not a test block.");
        }

        var hash = ContentHash.Of(envelope);
        var job = new JobId(7, BinaryPrimitives.ReadUInt32BigEndian(envelope[1..]));
        if (_keys.TryGetValue(key, out ContentHash before))
        {
            return before == hash
                ? new Admission(AdmissionVerdict.Same, job, hash)
                : new Admission(AdmissionVerdict.KeyTaken, job, before, "Other bytes came under this key.");
        }

        if (_jobs.TryGetValue(job, out ContentHash other) && other != hash)
        {
            return new Admission(AdmissionVerdict.NumberTaken, job, other, "Another envelope has this number.");
        }

        _keys[key] = hash;
        _jobs[job] = hash;
        return new Admission(AdmissionVerdict.Accepted, job, hash);
    }
}
