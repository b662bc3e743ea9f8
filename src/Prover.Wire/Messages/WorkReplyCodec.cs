namespace Prover.Wire;

/// <summary><c>work-reply.v1</c> as MessagePack.</summary>
public static class WorkReplyCodec
{
    private const int Fields = 7;

    /// <summary>The bytes of a reply.</summary>
    public static byte[] Encode(WorkReply reply) => MessageFrame.Encode(reply, EnvelopeKind.WorkReply, Fields, Write);

    /// <summary>Reads a reply and refuses everything that <see cref="Encode"/> would not write.</summary>
    /// <exception cref="EnvelopeException">The bytes are not a reply to a worker.</exception>
    public static WorkReply Decode(ReadOnlyMemory<byte> bytes) =>
        MessageFrame.Decode(bytes, EnvelopeKind.WorkReply, Fields, Read, Encode);

    private static void Write(ref WireWriter writer, WorkReply reply)
    {
        writer.Bytes(reply.Id.Span);
        writer.Integer((ulong)reply.Verdict);
        if (reply.Lease is { } lease)
        {
            writer.Array(WorkLease.Fields);
            WorkLease.Write(ref writer, lease);
        }
        else
        {
            writer.Nil();
        }

        writer.Integer(WireTime.Milliseconds(reply.LeaseTime));
        writer.Integer(WireTime.Milliseconds(reply.TimeLimit));
        writer.OptionalText(MessageText.Line(reply.Reason));
        writer.OptionalLong(WireTime.Milliseconds(reply.RetryAfter));
    }

    private static WorkReply Read(ref WireReader reader)
    {
        byte[] id = reader.Bytes("id", WorkRequest.IdSize);
        var verdict = (WorkVerdict)reader.Integer("verdict", (ulong)WorkVerdict.Unavailable);
        WorkLease? lease = null;
        bool without = reader.Nil("lease");
        reader.Require(without == (verdict != WorkVerdict.Leased), "lease", "one exactly if leased", "the opposite");
        if (!without)
        {
            reader.Record("lease", WorkLease.Fields);
            lease = WorkLease.Read(ref reader);
        }

        return new WorkReply(
            id,
            verdict,
            lease,
            WireTime.Span(reader.Integer("leaseTime", WireTime.MaximumSpan)),
            WireTime.Span(reader.Integer("timeLimit", WireTime.MaximumSpan)),
            reader.OptionalText("reason", MessageText.MaximumLine),
            WireTime.Span(reader.OptionalInteger("retryAfter", WireTime.MaximumSpan)));
    }
}
