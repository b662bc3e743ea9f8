using Prover.Rollup;
using Prover.Wire;

namespace Prover.Queue.Tests;

/// <summary>The messages as bytes: what is written is read, and nothing else is.</summary>
public sealed class MessageCodecTests
{
    private static readonly Bytes32 Hash = Bytes32.Parse("0x" + new string('c', 64));
    private static readonly JobName Job = new(ulong.MaxValue, uint.MaxValue);
    private static readonly WorkLease Lease = new(Job, long.MaxValue, Hash, Hash);
    private static readonly WorkRequest Take =
        new(new byte[16], WorkVerb.Take, "worker-1", "cpu 0") { Circuits = [Hash, default] };

    private static readonly JobUpdate Update = new(
        Job, 17, DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_123), "proved", "verify",
        3, "w/cpu", "Σ: ok", 0.5);

    /// <summary>Each kind of message, with a reader that gives its bytes again.</summary>
    private static readonly (byte[] Bytes, Func<byte[], byte[]> Again)[] Messages =
    [
        (BlockPartCodec.Encode(BlockPart.Split("7/812/x", new byte[300])[0]),
            bytes => BlockPartCodec.Encode(BlockPartCodec.Decode(bytes))),
        (BlockPartCodec.Encode(BlockPart.Split("k", new byte[BlockPart.MaximumBytes + 1])[1]),
            bytes => BlockPartCodec.Encode(BlockPartCodec.Decode(bytes))),
        (BlockAnswerCodec.Encode(new BlockAnswer(BlockVerdict.Accepted, Job, Hash)),
            bytes => BlockAnswerCodec.Encode(BlockAnswerCodec.Decode(bytes))),
        (BlockAnswerCodec.Encode(new BlockAnswer(
            BlockVerdict.Overloaded, Reason: "full", RetryAfter: TimeSpan.FromSeconds(3))),
            bytes => BlockAnswerCodec.Encode(BlockAnswerCodec.Decode(bytes))),
        (JobUpdateCodec.Encode(Update), bytes => JobUpdateCodec.Encode(JobUpdateCodec.Decode(bytes))),
        (JobQuestionCodec.Encode(new JobQuestion(Job, 5)),
            bytes => JobQuestionCodec.Encode(JobQuestionCodec.Decode(bytes))),
        (JobHistoryCodec.Encode(new JobHistory(true, false, [Update, Update with { By = null, Progress = null }])),
            bytes => JobHistoryCodec.Encode(JobHistoryCodec.Decode(bytes))),
        .. new[]
        {
            Take,
            Take with { Verb = WorkVerb.Renew, Circuits = [], Lease = Lease, Progress = new(1, 0.123) },
            Take with
            {
                Verb = WorkVerb.Complete,
                Circuits = [],
                Lease = Lease,
                Result = new(new byte[256], TimeSpan.FromSeconds(1), TimeSpan.Zero),
            },
            Take with { Verb = WorkVerb.Fail, Circuits = [], Lease = Lease, Failure = new(0, 2, "no", Hash) },
            Take with { Verb = WorkVerb.Return, Circuits = [], Lease = Lease },
        }.Select(request => (
            WorkRequestCodec.Encode(request),
            (Func<byte[], byte[]>)(bytes => WorkRequestCodec.Encode(WorkRequestCodec.Decode(bytes))))),
        (WorkReplyCodec.Encode(new WorkReply(
            new byte[16], WorkVerdict.Leased, Lease, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1))),
            bytes => WorkReplyCodec.Encode(WorkReplyCodec.Decode(bytes))),
        (WorkReplyCodec.Encode(new WorkReply(new byte[16], WorkVerdict.Nothing, RetryAfter: TimeSpan.FromSeconds(1))),
            bytes => WorkReplyCodec.Encode(WorkReplyCodec.Decode(bytes))),
    ];

    [Fact]
    public void What_is_written_is_read() =>
        Assert.All(Messages, message => Assert.Equal(message.Bytes, message.Again(message.Bytes)));

    [Fact]
    public void Values_come_back_as_they_were()
    {
        Assert.Equal(Update, JobUpdateCodec.Decode(JobUpdateCodec.Encode(Update)));
        var answer = new BlockAnswer(BlockVerdict.KeyTaken, Job, Hash, "why", TimeSpan.FromMilliseconds(1500));
        Assert.Equal(answer, BlockAnswerCodec.Decode(BlockAnswerCodec.Encode(answer)));
        WorkRequest take = WorkRequestCodec.Decode(WorkRequestCodec.Encode(Take));
        Assert.Equal((Take.Worker, Take.Device, Take.Verb), (take.Worker, take.Device, take.Verb));
        Assert.Equal(Take.Circuits, take.Circuits);
        Assert.Null(take.Lease);
    }

    [Fact]
    public void No_message_reads_as_another_kind_or_when_a_byte_is_missing_or_added()
    {
        foreach ((byte[] bytes, Func<byte[], byte[]> again) in Messages)
        {
            for (int length = 0; length < bytes.Length; length++)
            {
                _ = Assert.Throws<EnvelopeException>(() => again(bytes[..length]));
            }

            _ = Assert.Throws<EnvelopeException>(() => again([.. bytes, 0]));
            Assert.All(
                Messages.Where(other => other.Bytes[1] != bytes[1]),
                other => Assert.Throws<EnvelopeException>(() => again(other.Bytes)));
            byte[] later = (byte[])bytes.Clone();
            later[2] = 2;
            EnvelopeException problem = Assert.Throws<EnvelopeException>(() => again(later));
            Assert.Equal("Envelope field version: expected 1, found 2.", problem.Message);
        }
    }

    [Fact]
    public void Damaged_messages_are_refused_or_are_messages_themselves()
    {
        var random = new Random(5);
        foreach ((byte[] bytes, Func<byte[], byte[]> again) in Messages)
        {
            int refused = 0;
            for (int i = 0; i < 3000; i++)
            {
                byte[] damaged = (byte[])bytes.Clone();
                damaged[random.Next(Math.Min(damaged.Length, 400))] ^= (byte)random.Next(1, 256);
                try
                {
                    Assert.Equal(damaged, again(damaged));
                }
                catch (EnvelopeException)
                {
                    refused++;
                }
            }

            Assert.InRange(refused, 1, 3000);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(BlockPart.MaximumBytes, 1)]
    [InlineData(BlockPart.MaximumBytes + 1, 2)]
    [InlineData((3 * BlockPart.MaximumBytes) - 1, 3)]
    [InlineData(BlockPart.MaximumEnvelope, 1366)]
    public void Parts_are_as_many_as_the_size_says_and_each_fits_into_a_message(int size, int count)
    {
        byte[] envelope = new byte[size];
        new Random(size).NextBytes(envelope);
        IReadOnlyList<BlockPart> parts = BlockPart.Split(new string('k', 200), envelope);
        Assert.Equal(count, parts.Count);
        Assert.All(parts, part => Assert.InRange(BlockPartCodec.Encode(part).Length, 1, MessageFrame.MaximumSize));
        using var joined = new MemoryStream();
        foreach (BlockPart part in parts)
        {
            joined.Write(part.Bytes.Span);
        }

        Assert.True(joined.ToArray().AsSpan().SequenceEqual(envelope));
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\nfeed")]
    [InlineData("ümlaut")]
    public void A_key_that_is_not_printable_ascii_is_refused(string key)
    {
        _ = Assert.Throws<ArgumentException>(() => BlockPart.Split(key, new byte[3]));
        BlockPart part = BlockPart.Split("k", new byte[3])[0] with { Key = key };
        _ = Assert.Throws<EnvelopeException>(() => BlockPartCodec.Decode(BlockPartCodec.Encode(part)));
    }

    [Fact]
    public void Texts_for_people_are_cut_to_one_line_that_fits()
    {
        Assert.Null(MessageText.Line(" \r\n"));
        Assert.Equal("a  b", MessageText.Line("a\r\nb"));
        string cut = MessageText.Line(new string('Σ', 5000))!;
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(cut), 1990, MessageText.MaximumLine);
        JobUpdate[] events = [.. Enumerable.Repeat(Update with { Detail = cut, By = cut }, JobHistory.MaximumEvents)];
        byte[] history = JobHistoryCodec.Encode(new JobHistory(true, true, events));
        Assert.InRange(history.Length, 1, MessageFrame.MaximumSize);
        Assert.Equal(history, JobHistoryCodec.Encode(JobHistoryCodec.Decode(history)));
    }

    [Theory]
    [InlineData("7/812", true)]
    [InlineData("7/0", false)]
    [InlineData("07/1", false)]
    [InlineData("7/4294967296", false)]
    [InlineData("7", false)]
    [InlineData(null, false)]
    public void A_job_is_named_in_one_way(string? text, bool isGood)
    {
        Assert.Equal(isGood, JobName.TryParse(text, out JobName job));
        Assert.Equal(isGood ? text : default(JobName).ToString(), job.ToString());
    }
}
