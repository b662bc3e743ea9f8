using System.Text;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Takes texts for blocks: <c>block 12 anything</c> is block 12 of chain 7.</summary>
internal sealed class TestGate : IEnvelopeGate
{
    /// <summary>The circuit of every block.</summary>
    public static Bytes32 Circuit { get; } = Bytes32.Parse("0x" + new string('c', 64));

    /// <summary>The bytes of a block.</summary>
    public static byte[] Block(int number, string text = "")
    {
        return Encoding.UTF8.GetBytes($"block {number} {text}");
    }

    public EnvelopeLook Look(ReadOnlyMemory<byte> envelope)
    {
        string[] words = Encoding.UTF8.GetString(envelope.Span).Split(' ', 3);
        if (words[0] == "foreign")
        {
            return new EnvelopeLook(default, default, AdmissionVerdict.NotServed, "for another chain");
        }

        return words.Length >= 2 && words[0] == "block" && uint.TryParse(words[1], out uint number) && number > 0
            ? new EnvelopeLook(new JobId(7, number), Circuit)
            : new EnvelopeLook(default, default, AdmissionVerdict.Malformed, "expected a block");
    }
}
