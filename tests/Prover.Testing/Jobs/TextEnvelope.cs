using System.Globalization;
using System.Text;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Testing;

/// <summary>Envelopes for tests of jobs alone: a line of text <c>number circuit salt</c>, and the gate that reads
/// it.</summary>
public sealed class TextEnvelope : IEnvelopeGate
{
    /// <summary>The chain of all jobs.</summary>
    public const ulong Chain = 7;

    /// <summary>The circuit of a job unless said otherwise.</summary>
    public static Bytes32 Circuit { get; } = CircuitOf(1);

    /// <summary>A made-up circuit.</summary>
    public static Bytes32 CircuitOf(byte number)
    {
        byte[] bytes = new byte[Bytes32.Size];
        bytes[^1] = number;
        return new Bytes32(bytes);
    }

    /// <summary>A block's envelope; another salt makes other bytes for the same block.</summary>
    public static byte[] Of(uint number, byte circuit = 1, string salt = "") =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number} {circuit} {salt}"));

    /// <summary>The id of a block's job.</summary>
    public static JobId Id(uint number) => new(Chain, number);

    /// <inheritdoc/>
    public EnvelopeLook Look(ReadOnlyMemory<byte> envelope)
    {
        string[] parts = Encoding.ASCII.GetString(envelope.Span).Split(' ');
        return parts.Length == 3
            && uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
            && byte.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out byte circuit)
            ? new EnvelopeLook(Id(number), CircuitOf(circuit))
            : new EnvelopeLook(default, default, AdmissionVerdict.Malformed, "not a test envelope");
    }
}
