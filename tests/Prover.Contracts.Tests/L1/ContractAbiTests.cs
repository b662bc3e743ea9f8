using System.Numerics;
using System.Text;
using Prover.L1;
using Prover.Pipeline;

namespace Prover.Contracts.Tests;

/// <summary>The ABI subset against the examples of the Solidity documentation, "Contract ABI Specification".</summary>
public sealed class ContractAbiTests
{
    private const string Json = """
        [
          { "type": "function", "name": "baz", "inputs": [{ "type": "uint32" }, { "type": "bool" }] },
          { "type": "function", "name": "bar", "inputs": [{ "type": "bytes3[2]" }] },
          { "type": "function", "name": "sam",
            "inputs": [{ "type": "bytes" }, { "type": "bool" }, { "type": "uint256[]" }],
            "outputs": [{ "type": "bytes" }, { "type": "bool" }, { "type": "uint256[]" }] },
          { "type": "function", "name": "f",
            "inputs": [{ "type": "uint256" }, { "type": "uint32[]" }, { "type": "bytes10" }, { "type": "bytes" }] },
          { "type": "function", "name": "g", "inputs": [{ "type": "uint256[][]" }, { "type": "string[]" }],
            "outputs": [{ "type": "uint256[][]" }, { "type": "string[]" }] },
          { "type": "error", "name": "InsufficientBalance", "inputs": [{ "type": "uint256" }, { "type": "uint256" }] }
        ]
        """;

    private static readonly ContractAbi s_abi = ContractAbi.Parse(Json);

    [Fact]
    public void Calls_encode_as_in_the_documentation()
    {
        AssertCall("cdcd77c0 45 1", "baz", 69, true);
        byte[][] words = [Encoding.ASCII.GetBytes("abc"), Encoding.ASCII.GetBytes("def")];
        AssertCall("fce353f6 >616263 >646566", "bar", (object)words);
        AssertCall("a5643bf2 60 1 a0 4 >64617665 3 1 2 3", "sam", "dave"u8.ToArray(), true, new[] { 1, 2, 3 });
        AssertCall(
            "8be65246 123 80 >31323334353637383930 e0 2 456 789 d >48656c6c6f2c20776f726c6421",
            "f", 0x123, new[] { 0x456, 0x789 }, "1234567890"u8.ToArray(), "Hello, world!"u8.ToArray());
        AssertCall(
            "2289b18c 40 140 2 40 a0 2 1 2 1 3 3 60 a0 e0 3 >6f6e65 3 >74776f 5 >7468726565",
            "g", new[] { new[] { 1, 2 }, [3] }, new[] { "one", "two", "three" });
    }

    [Fact]
    public void What_was_encoded_decodes()
    {
        byte[] call = s_abi.EncodeCall("sam", "dave"u8.ToArray(), true, new[] { 1, 2, 3 });
        object[] values = s_abi.DecodeResult("sam", call.AsSpan(4));
        Assert.Equal("dave"u8.ToArray(), values[0]);
        Assert.Equal(true, values[1]);
        Assert.Equal([new BigInteger(1), new BigInteger(2), new BigInteger(3)], (object[])values[2]);

        call = s_abi.EncodeCall("g", new[] { new[] { 1, 2 }, [3] }, new[] { "one", "two", "three" });
        values = s_abi.DecodeResult("g", call.AsSpan(4));
        Assert.Equal([new BigInteger(3)], (object[])((object[])values[0])[1]);
        Assert.Equal(["one", "two", "three"], (object[])values[1]);
    }

    [Fact]
    public void Damaged_answers_are_refused()
    {
        byte[] data = s_abi.EncodeCall("sam", "dave"u8.ToArray(), true, new[] { 1, 2, 3 })[4..];
        for (int length = 0; length < data.Length; length += 16)
        {
            Assert.Throws<L1Exception>(() => s_abi.DecodeResult("sam", data.AsSpan(0, length)));
        }

        foreach (int word in (int[])[0, 1, 2, 3, 5])
        {
            byte[] damaged = [.. data];
            damaged.AsSpan(32 * word, 32).Fill(0xFF);
            Assert.Throws<L1Exception>(() => s_abi.DecodeResult("sam", damaged));
        }
    }

    [Fact]
    public void Answers_damaged_at_random_decode_or_are_refused()
    {
        var random = new Random(99);
        byte[] sam = s_abi.EncodeCall("sam", "dave"u8.ToArray(), true, new[] { 1, 2, 3 })[4..];
        byte[] g = s_abi.EncodeCall("g", new[] { new[] { 1, 2 }, [3] }, new[] { "one", "two", "three" })[4..];
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            (string function, byte[] whole) = i % 2 == 0 ? ("sam", sam) : ("g", g);
            byte[] damaged = [.. whole];
            for (int defects = random.Next(1, 4); defects > 0; defects--)
            {
                int word = 32 * random.Next(damaged.Length / 32);
                damaged[word + (random.Next(3) == 0 ? random.Next(32) : 31)] = (byte)random.Next(256);
            }

            Exception? outcome = Record.Exception(() => s_abi.DecodeResult(function, damaged));
            Assert.True(outcome is null or L1Exception, $"{outcome} for {Convert.ToHexStringLower(damaged)}");
            refused += outcome is null ? 0 : 1;
        }

        Assert.InRange(refused, 2_000, 18_000);
    }

    [Fact]
    public void Values_that_do_not_fit_their_type_are_refused()
    {
        Assert.Throws<ArgumentException>(() => s_abi.EncodeCall("baz", BigInteger.Pow(2, 32), true));
        Assert.Throws<ArgumentException>(() => s_abi.EncodeCall("baz", -1, true));
        Assert.Throws<ArgumentException>(() => s_abi.EncodeCall("baz", true, 1));
        Assert.Throws<ArgumentException>(() => s_abi.EncodeCall("baz", 1));
        Assert.Throws<ArgumentException>(() => s_abi.EncodeCall("unknown"));
    }

    [Fact]
    public void Errors_are_named_with_their_arguments()
    {
        byte[] data = Words("cf479181 0 123456");
        L1RevertException named = s_abi.Explain(new L1RevertException("reverted", data));
        Assert.Equal("InsufficientBalance", named.ErrorName);
        Assert.Equal([BigInteger.Zero, new BigInteger(0x123456)], named.Arguments);
        Assert.Contains("InsufficientBalance(0, 1193046)", named.Message, StringComparison.Ordinal);

        var unknown = new L1RevertException("reverted", Words("deadbeef"));
        Assert.Same(unknown, s_abi.Explain(unknown));
    }

    private static void AssertCall(string expected, string function, params object[] arguments)
    {
        string found = Convert.ToHexStringLower(s_abi.EncodeCall(function, arguments));
        Assert.Equal(Convert.ToHexStringLower(Words(expected)), found);
    }

    /// <summary>A selector, and words that are padded on the left, or, after &gt;, on the right.</summary>
    private static byte[] Words(string text)
    {
        string[] parts = text.Split(' ');
        IEnumerable<string> words = parts.Skip(1).Select(
            part => part[0] == '>' ? part[1..].PadRight(64, '0') : part.PadLeft(64, '0'));
        return Convert.FromHexString(parts[0] + string.Concat(words));
    }
}
