using System.Text.Json;
using Xunit;

namespace Prover.Algebra.Tests;

public sealed class Blake512Tests
{
    // The two examples of the BLAKE specification, version 1.3, appendix C: one zero byte, 144 zero bytes.
    [Theory]
    [InlineData(
        1,
        "97961587F6D970FABA6D2478045DE6D1FABD09B61AE50932054D52BC29D31BE4"
        + "FF9102B9F69E2BBDB83BE13D4B9C06091E5FA0B48BD081B634058BE0EC49BEB3")]
    [InlineData(
        144,
        "313717D608E9CF758DCB1EB0F0C3CF9FC150B2D500FB33F51C52AFC99D358A2F"
        + "1374B8A38BBA7974E7F6EF79CAB16F22CE1E649D6E01AD9589C213045D545DDE")]
    public void The_examples_of_the_specification_come_out(int zeros, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Hash(new byte[zeros])));

    [Fact]
    public void Digests_equal_those_of_blake_hash_at_every_padding_edge()
    {
        IReadOnlyList<JsonElement> vectors = CircomlibVectors.Section("blake512");
        Assert.Equal(15, vectors.Count);
        foreach (JsonElement vector in vectors)
        {
            Assert.Equal(vector.Text("digest"), Convert.ToHexStringLower(Hash(vector.Bytes("message"))));
        }
    }

    private static byte[] Hash(byte[] message)
    {
        byte[] digest = new byte[Blake512.DigestSize];
        Blake512.Hash(message, digest);
        return digest;
    }
}
