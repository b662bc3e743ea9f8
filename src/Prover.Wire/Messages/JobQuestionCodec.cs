namespace Prover.Wire;

/// <summary><c>job-question.v1</c> as MessagePack.</summary>
public static class JobQuestionCodec
{
    private const int Fields = 2;

    /// <summary>The bytes of a question.</summary>
    public static byte[] Encode(JobQuestion question) =>
        MessageFrame.Encode(question, EnvelopeKind.JobQuestion, Fields, Write);

    /// <summary>Reads a question and refuses everything that <see cref="Encode"/> would not write.</summary>
    /// <exception cref="EnvelopeException">The bytes are not a question.</exception>
    public static JobQuestion Decode(ReadOnlyMemory<byte> bytes) =>
        MessageFrame.Decode(bytes, EnvelopeKind.JobQuestion, Fields, Read, Encode);

    private static void Write(ref WireWriter writer, JobQuestion question)
    {
        JobName.Write(ref writer, question.Job);
        writer.Integer((ulong)question.After);
    }

    private static JobQuestion Read(ref WireReader reader) =>
        new(JobName.Read(ref reader), (long)reader.Integer("after", long.MaxValue));
}
