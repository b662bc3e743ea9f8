namespace Prover.Wire;

/// <summary><c>event.v1</c> as MessagePack.</summary>
public static class JobUpdateCodec
{
    internal const int Fields = 9;

    private const double Steps = 10_000;

    /// <summary>The bytes of an update.</summary>
    public static byte[] Encode(JobUpdate update) =>
        MessageFrame.Encode(update, EnvelopeKind.JobUpdate, Fields, Write);

    /// <summary>Reads an update and refuses everything that <see cref="Encode"/> would not write.</summary>
    /// <exception cref="EnvelopeException">The bytes are not an update.</exception>
    public static JobUpdate Decode(ReadOnlyMemory<byte> bytes) =>
        MessageFrame.Decode(bytes, EnvelopeKind.JobUpdate, Fields, Read, Encode);

    internal static void Write(ref WireWriter writer, JobUpdate update)
    {
        JobName.Write(ref writer, update.Job);
        writer.Integer((ulong)update.Sequence);
        writer.Integer(WireTime.Milliseconds(update.Time));
        writer.Text(update.Kind);
        writer.Text(update.Stage);
        writer.Integer((ulong)update.Attempt);
        writer.OptionalText(MessageText.Line(update.By, MessageText.MaximumName));
        writer.OptionalText(MessageText.Line(update.Detail));
        writer.OptionalLong(update.Progress is { } part ? (ulong)Math.Round(Math.Clamp(part, 0, 1) * Steps) : null);
    }

    internal static JobUpdate Read(ref WireReader reader) => new(
        JobName.Read(ref reader),
        (long)reader.Integer("sequence", long.MaxValue),
        WireTime.Time(reader.Integer("time", WireTime.MaximumTime)),
        reader.Ascii("kind", MessageText.MaximumName),
        reader.Ascii("stage", MessageText.MaximumName),
        (long)reader.Integer("attempt", long.MaxValue),
        reader.OptionalText("by", MessageText.MaximumName),
        reader.OptionalText("detail", MessageText.MaximumLine),
        reader.OptionalInteger("progress", (ulong)Steps) / Steps);
}
