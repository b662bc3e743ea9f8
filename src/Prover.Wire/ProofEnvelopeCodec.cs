using System.Buffers;
using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Wire;

/// <summary>The proof envelope as MessagePack; the schema is in README.md of this folder.</summary>
public static class ProofEnvelopeCodec
{
    /// <summary>Posted bytes are at most so many: calldata of a transaction below the usual limit of 128 KiB.</summary>
    public const int MaximumDiff = 128 << 10;

    private const int Fields = 5;
    private const int InputFields = 3;
    private const int ProofFields = 3;
    private const int G1Size = 64;
    private const int G2Size = 128;

    /// <summary>The bytes of an envelope.</summary>
    public static byte[] Encode(ProofEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var buffer = new ArrayBufferWriter<byte>();
        WireWriter writer = EnvelopeFrame.Begin(buffer, EnvelopeKind.Proof, Fields);
        HeaderFields.Write(ref writer, envelope.Header);
        WireList.Write(ref writer, envelope.Requests, RequestFields.WriteRecord);
        writer.Array(InputFields);
        writer.Element(envelope.Inputs.C);
        writer.Element(envelope.Inputs.Z);
        writer.Element(envelope.Inputs.Y);
        writer.Array(ProofFields);
        writer.Bytes(EvmEncoding.Encode(envelope.Proof.A));
        writer.Bytes(EvmEncoding.Encode(envelope.Proof.B));
        writer.Bytes(EvmEncoding.Encode(envelope.Proof.C));
        writer.Bytes(envelope.Diff.Span);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads an envelope and refuses everything that <see cref="Encode"/> would not write.</summary>
    /// <remarks>
    /// Points are on their curves and in their subgroups; that the proof is valid is not checked here.
    /// </remarks>
    /// <exception cref="EnvelopeException">The bytes are not a proof envelope.</exception>
    public static ProofEnvelope Decode(ReadOnlyMemory<byte> bytes) =>
        EnvelopeFrame.Decode(bytes, EnvelopeKind.Proof, Fields, Read, Encode);

    private static ProofEnvelope Read(ref WireReader reader) => new(
        HeaderFields.Read(ref reader),
        WireList.Read(ref reader, "requests", RequestFields.ReadRecord),
        ReadInputs(ref reader),
        ReadProof(ref reader),
        reader.BytesUpTo("diff", MaximumDiff));

    private static PublicInputs ReadInputs(ref WireReader reader)
    {
        reader.Record("inputs", InputFields);
        return new PublicInputs(reader.Element("c"), reader.Element("z"), reader.Element("y"));
    }

    private static ProofPoints ReadProof(ref WireReader reader)
    {
        reader.Record("proof", ProofFields);
        return new ProofPoints(ReadG1(ref reader, "a"), ReadG2(ref reader, "b"), ReadG1(ref reader, "c"));
    }

    private static G1Affine ReadG1(ref WireReader reader, string name)
    {
        bool valid = EvmEncoding.TryRead(reader.Bytes(name, G1Size), out G1Affine point);
        reader.Require(valid, name, "a point of G1", "none");
        return point;
    }

    private static G2Affine ReadG2(ref WireReader reader, string name)
    {
        bool valid = EvmEncoding.TryRead(reader.Bytes(name, G2Size), out G2Affine point);
        reader.Require(valid, name, "a point of G2", "none");
        return point;
    }
}
