using System.Numerics;
using System.Text;
using Prover.L1;

namespace Prover.Contracts.Tests;

/// <summary>Rlp against the examples of the Ethereum documentation, page "Recursive-length prefix".</summary>
public sealed class RlpTests
{
    [Fact]
    public void Strings_and_lists_encode_as_in_the_documentation()
    {
        Assert.Equal("83646f67", Hex(Rlp.Encode("dog"u8)));
        Assert.Equal("c88363617483646f67", Hex(Rlp.List(Rlp.Encode("cat"u8), Rlp.Encode("dog"u8))));
        Assert.Equal("80", Hex(Rlp.Encode([])));
        Assert.Equal("c0", Hex(Rlp.List()));
        Assert.Equal("00", Hex(Rlp.Encode([0])));
        byte[] nested = Rlp.List(Rlp.List(), Rlp.List(Rlp.List()), Rlp.List(Rlp.List(), Rlp.List(Rlp.List())));
        Assert.Equal("c7c0c1c0c3c0c1c0", Hex(nested));
        byte[] lorem = Encoding.ASCII.GetBytes("Lorem ipsum dolor sit amet, consectetur adipisicing elit");
        Assert.Equal("b838" + Hex(lorem), Hex(Rlp.Encode(lorem)));
    }

    [Fact]
    public void Numbers_encode_without_leading_zeros()
    {
        Assert.Equal("80", Hex(Rlp.Encode(BigInteger.Zero)));
        Assert.Equal("0f", Hex(Rlp.Encode(new BigInteger(15))));
        Assert.Equal("8180", Hex(Rlp.Encode(new BigInteger(128))));
        Assert.Equal("820400", Hex(Rlp.Encode(new BigInteger(1024))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rlp.Encode(BigInteger.MinusOne));
    }

    [Fact]
    public void Long_content_has_a_length_of_its_length()
    {
        byte[] content = new byte[300];
        Assert.Equal("b9012c", Hex(Rlp.Encode(content))[..6]);
        Assert.Equal("f9012f", Hex(Rlp.List(Rlp.Encode(content)))[..6]);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
