using System.Security.Cryptography;
using Prover.Algebra;
using Prover.Wire;
using Xunit;

namespace Prover.Rollup.Tests;

public sealed class EnvelopeCodecTests
{
    // Long enough for all entries that the arrays before it announce: some readers add up those of nested arrays.
    private const string Tail = "000000000000000000000000000000000000000000000000";

    // SHA-256 of the two examples. @msgpack/msgpack 3.1.3 decodes these bytes and encodes them to the same ones.
    private const string BlockDigest = "f164a45faa8a01a5c7884ec14ad6b5612b32efdee595611405312a6e850d55ac";
    private const string ProofDigest = "54c8ab305cc7d53ba17985091ce4703cf2873b29a8ae8d435448ffcfc040027d";

    private static readonly byte[] Bytes = EnvelopeExample.Bytes;

    [Fact]
    public void A_block_envelope_survives_the_round_trip()
    {
        BlockEnvelope decoded = BlockEnvelopeCodec.Decode(Bytes);

        Assert.Equal(EnvelopeExample.Envelope.Header, decoded.Header);
        Assert.Equal(EnvelopeExample.Envelope.Commitment, decoded.Commitment);
        Assert.Equal(EnvelopeExample.Envelope.Requests, decoded.Requests);
        Assert.Equal(EnvelopeExample.Envelope.Withdrawals, decoded.Withdrawals);
        Assert.Equal(EnvelopeExample.Envelope.Transfers, decoded.Transfers);
        Assert.Equal(EnvelopeExample.Envelope.Touched.Count, decoded.Touched.Count);
        Assert.Equal(Bytes, BlockEnvelopeCodec.Encode(decoded));
    }

    [Fact]
    public void Envelopes_have_the_frozen_bytes_whichever_writer_is_compiled_in()
    {
        byte[] proof = ProofEnvelopeCodec.Encode(EnvelopeExample.Proof);
        Assert.Equal(BlockDigest, Convert.ToHexStringLower(SHA256.HashData(Bytes)));
        Assert.Equal(ProofDigest, Convert.ToHexStringLower(SHA256.HashData(proof)));
    }

    [Fact]
    public void Every_shorter_byte_string_is_refused_in_one_line()
    {
        for (int length = 0; length < Bytes.Length; length += length < 800 ? 1 : 97)
        {
            EnvelopeException problem =
                Assert.Throws<EnvelopeException>(() => BlockEnvelopeCodec.Decode(Bytes.AsMemory(0, length)));
            Assert.Contains("expected", problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', problem.Message);
        }
    }

    [Theory]
    [InlineData("", "Envelope field envelope: expected an array, found the end of the bytes.")]
    [InlineData("a3616263", "Envelope field envelope: expected an array, found a string.")]
    [InlineData("90", "Envelope field envelope: expected kind and version, found 0 fields.")]
    [InlineData("920201", "Envelope field kind: expected 1 (Block), found 2.")]
    [InlineData("920107", "Envelope field version: expected 1, found 7.")]
    [InlineData("920101", "Envelope field envelope: expected 9 fields, found 2.")]
    [InlineData("9901019b01c4ff" + Tail, "Envelope field header.contract: expected bytes, "
        + "found fewer than were announced.")]
    [InlineData("9901019b01c400" + Tail, "Envelope field header.contract: expected 20 bytes, found 0.")]
    [InlineData("9901019b20e0" + Tail, "Envelope field header.contract: expected bytes, found an integer.")]
    [InlineData("9901019bd000" + Tail, "Envelope field header.chainId: expected a non-negative integer, "
        + "found another form of integer.")]
    [InlineData("9901019bd0ff" + Tail, "Envelope field header.chainId: expected a non-negative integer, "
        + "found another form of integer.")]
    [InlineData("92cf0000", "Envelope field kind: expected a non-negative integer, "
        + "found fewer bytes than it would take.")]
    [InlineData("ddffffffff", "Envelope field envelope: expected an array, found fewer bytes than it would take.")]
    [InlineData("9901019b01c6ffffffff" + Tail, "Envelope field header.contract: expected bytes, "
        + "found fewer than were announced.")]
    [InlineData("9901019bc1" + Tail, "Envelope field header.chainId: expected an integer, "
        + "found no MessagePack value.")]
    [InlineData("9901019b000000000000", "Envelope field header: expected an array, "
        + "found fewer bytes than it would take.")]
    public void A_message_says_where_what_and_what_instead(string bytes, string expected)
    {
        byte[] hostile = Convert.FromHexString(bytes);
        EnvelopeException problem = Assert.Throws<EnvelopeException>(() => BlockEnvelopeCodec.Decode(hostile));
        Assert.Equal(expected, problem.Message);
    }

    [Fact]
    public void Bytes_after_the_envelope_are_refused() =>
        Assert.Throws<EnvelopeException>(() => BlockEnvelopeCodec.Decode((byte[])[.. Bytes, 0]));

    [Fact]
    public void A_field_element_of_r_is_refused()
    {
        byte[] r = Fr.Modulus.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] root = EnvelopeExample.Block.Header.OldRoot.ToBytes();
        int at = Bytes.AsSpan().IndexOf(root);
        byte[] bytes = [.. Bytes];
        r.CopyTo(bytes, at);
        EnvelopeException problem = Assert.Throws<EnvelopeException>(() => BlockEnvelopeCodec.Decode(bytes));
        Assert.Equal("Envelope field header.oldRoot: expected a number below r, found a larger one.", problem.Message);
    }

    [Fact]
    public void What_decodes_encodes_to_the_same_bytes_whatever_was_altered()
    {
        foreach ((string where, byte[] bytes) in EnvelopeMutations.Of(Bytes))
        {
            try
            {
                byte[] again = BlockEnvelopeCodec.Encode(BlockEnvelopeCodec.Decode(bytes));
                Assert.True(bytes.AsSpan().SequenceEqual(again), where);
            }
            catch (EnvelopeException)
            {
                // Refused: the other good outcome.
            }
        }
    }

    [Fact]
    public void Random_bytes_never_end_in_another_exception()
    {
        var random = new Random(11);
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. Bytes.AsSpan(0, 400)];
            for (int k = random.Next(1, 4); k > 0; k--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.Throws<EnvelopeException>(() => BlockEnvelopeCodec.Decode(bytes));
        }
    }

    [Fact]
    public void A_proof_envelope_survives_the_round_trip_and_no_altered_one_is_the_same()
    {
        ProofEnvelope envelope = EnvelopeExample.Proof;
        byte[] bytes = ProofEnvelopeCodec.Encode(envelope);

        ProofEnvelope decoded = ProofEnvelopeCodec.Decode(bytes);

        Assert.Equal(envelope.Header, decoded.Header);
        Assert.Equal(envelope.Requests, decoded.Requests);
        Assert.Equal(envelope.Inputs, decoded.Inputs);
        Assert.Equal(envelope.Proof, decoded.Proof);
        Assert.Equal(envelope.Diff.ToArray(), decoded.Diff.ToArray());
        Assert.Equal(bytes, ProofEnvelopeCodec.Encode(decoded));
        Assert.Throws<EnvelopeException>(() => ProofEnvelopeCodec.Decode(bytes.AsMemory(0, bytes.Length - 1)));
        Assert.Throws<EnvelopeException>(() => BlockEnvelopeCodec.Decode(bytes));
        G1Affine a = envelope.Proof.A;
        int point = bytes.AsSpan().IndexOf(EvmEncoding.Encode(in a));
        bytes[point + 63] ^= 1;
        EnvelopeException problem = Assert.Throws<EnvelopeException>(() => ProofEnvelopeCodec.Decode(bytes));
        Assert.Equal("Envelope field a: expected a point of G1, found none.", problem.Message);
    }
}
