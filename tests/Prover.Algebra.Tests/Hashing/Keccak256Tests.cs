using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Xunit;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

public sealed class Keccak256Tests(ITestOutputHelper output)
{
    // Empty: KEC(()) of the Ethereum yellow paper; ERC-20's event has the topic of every token transfer on Ethereum.
    [Theory]
    [InlineData("", "C5D2460186F7233C927E7DB2DCC703C0E500B653CA82273B7BFAD8045D85A470")]
    [InlineData("abc", "4E03657AEA45A94FC7D47BA826C8D667C0D1E6E33A64A036EC44F58FA12D6C45")]
    [InlineData(
        "Transfer(address,address,uint256)", "DDF252AD1BE2C89B69C2B068FC378DAA952BA7F163C4A11628F55A4DF523B3EF")]
    public void Published_hashes_come_out(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Keccak256.Hash(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void Hashes_of_every_length_around_the_rate_equal_those_of_BouncyCastle()
    {
        Random random = Seeded.Create(output);
        foreach (int length in Enumerable.Range(0, 300).Concat([407, 408, 409, 4096, 100_003]))
        {
            byte[] data = new byte[length];
            random.NextBytes(data);
            Assert.Equal(Oracle(data), Keccak256.Hash(data));
        }
    }

    [Fact]
    public void The_result_may_overlap_the_data_and_must_be_long_enough()
    {
        byte[] data = new byte[200];
        byte[] expected = Oracle(data);
        Keccak256.Hash(data, data);
        Assert.Equal(expected, data[..32]);
        Assert.Equal(0, data[32]);
        Assert.Throws<ArgumentException>(() => Keccak256.Hash([], new byte[31]));
    }

    private static byte[] Oracle(byte[] data)
    {
        KeccakDigest digest = new(256);
        digest.BlockUpdate(data, 0, data.Length);
        byte[] hash = new byte[32];
        _ = digest.DoFinal(hash, 0);
        return hash;
    }
}
