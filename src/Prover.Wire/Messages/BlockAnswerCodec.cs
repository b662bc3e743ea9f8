namespace Prover.Wire;

/// <summary><c>block-answer.v1</c> as MessagePack.</summary>
public static class BlockAnswerCodec
{
    private const int Fields = 5;

    /// <summary>The bytes of an answer.</summary>
    public static byte[] Encode(BlockAnswer answer) =>
        MessageFrame.Encode(answer, EnvelopeKind.BlockAnswer, Fields, Write);

    /// <summary>Reads an answer and refuses everything that <see cref="Encode"/> would not write.</summary>
    /// <exception cref="EnvelopeException">The bytes are not an answer to a block.</exception>
    public static BlockAnswer Decode(ReadOnlyMemory<byte> bytes) =>
        MessageFrame.Decode(bytes, EnvelopeKind.BlockAnswer, Fields, Read, Encode);

    private static void Write(ref WireWriter writer, BlockAnswer answer)
    {
        writer.Integer((ulong)answer.Verdict);
        if (answer.Job is { } job)
        {
            JobName.Write(ref writer, job);
        }
        else
        {
            writer.Nil();
        }

        writer.OptionalHash(answer.Envelope);
        writer.OptionalText(MessageText.Line(answer.Reason));
        writer.OptionalLong(WireTime.Milliseconds(answer.RetryAfter));
    }

    private static BlockAnswer Read(ref WireReader reader) => new(
        (BlockVerdict)reader.Integer("verdict", (ulong)BlockVerdict.Overloaded),
        reader.Nil("job") ? null : JobName.Read(ref reader),
        reader.OptionalHash("envelope"),
        reader.OptionalText("reason", MessageText.MaximumLine),
        WireTime.Span(reader.OptionalInteger("retryAfter", WireTime.MaximumSpan)));
}
