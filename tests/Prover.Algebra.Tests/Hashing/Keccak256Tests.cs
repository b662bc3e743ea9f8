using System.Text;
using Xunit;

namespace Prover.Algebra.Tests;

public sealed class Keccak256Tests
{
    // The empty string and "abc": the Keccak team's ShortMsgKAT_256 and the Ethereum yellow paper (KEC(())).
    [Theory]
    [InlineData("", "C5D2460186F7233C927E7DB2DCC703C0E500B653CA82273B7BFAD8045D85A470")]
    [InlineData("abc", "4E03657AEA45A94FC7D47BA826C8D667C0D1E6E33A64A036EC44F58FA12D6C45")]
    public void Published_hashes_come_out(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Keccak256.Hash(Encoding.ASCII.GetBytes(text))));
}
