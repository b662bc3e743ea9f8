namespace Prover.Wire;

/// <summary><c>job-history.v1</c> as MessagePack.</summary>
public static class JobHistoryCodec
{
    private const int Fields = 3;

    /// <summary>The bytes of a history of at most <see cref="JobHistory.MaximumEvents"/> events.</summary>
    public static byte[] Encode(JobHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(history.Events.Count, JobHistory.MaximumEvents);
        return MessageFrame.Encode(history, EnvelopeKind.JobHistory, Fields, Write);
    }

    /// <summary>Reads a history and refuses everything that <see cref="Encode"/> would not write.</summary>
    /// <exception cref="EnvelopeException">The bytes are not a history.</exception>
    public static JobHistory Decode(ReadOnlyMemory<byte> bytes) =>
        MessageFrame.Decode(bytes, EnvelopeKind.JobHistory, Fields, Read, Encode);

    private static void Write(ref WireWriter writer, JobHistory history)
    {
        writer.Flag(history.IsKnown);
        writer.Flag(history.IsComplete);
        WireList.Write(ref writer, history.Events, WriteEvent);
    }

    private static JobHistory Read(ref WireReader reader)
    {
        bool known = reader.Flag("known");
        bool complete = reader.Flag("complete");
        JobUpdate[] events = WireList.Read(ref reader, "events", ReadEvent);
        reader.Require(
            events.Length <= JobHistory.MaximumEvents, "events", $"at most {JobHistory.MaximumEvents}", "more");
        return new JobHistory(known, complete, events);
    }

    private static void WriteEvent(ref WireWriter writer, JobUpdate update)
    {
        writer.Array(JobUpdateCodec.Fields);
        JobUpdateCodec.Write(ref writer, update);
    }

    private static JobUpdate ReadEvent(ref WireReader reader)
    {
        reader.Record("event", JobUpdateCodec.Fields);
        return JobUpdateCodec.Read(ref reader);
    }
}
