using System.Security.Cryptography;
using Prover.L1;

namespace Prover.Contracts.Tests;

/// <summary>Addresses and signatures.</summary>
public sealed class EthereumAccountTests
{
    private static readonly byte[] s_one = [.. new byte[31], 1];

    [Fact]
    public void The_key_1_has_its_known_address_and_is_not_printed()
    {
        using var account = new EthereumAccount(s_one);
        Assert.Equal("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf", account.Address.ToString());
        Assert.Equal(account.Address.ToString(), account.ToString());
    }

    /// <summary>The vector for "Satoshi Nakamoto" under key 1 that Bitcoin libraries share for RFC 6979.</summary>
    [Fact]
    public void Signatures_are_deterministic_and_low()
    {
        using var account = new EthereumAccount(s_one);
        EthereumSignature signature = account.Sign(SHA256.HashData("Satoshi Nakamoto"u8));
        Assert.Equal(
            "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8",
            Convert.ToHexStringLower(signature.R.Span));
        Assert.Equal(
            "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5",
            Convert.ToHexStringLower(signature.S.Span));
        Assert.InRange(signature.YParity, 0, 1);
    }

    [Fact]
    public void Only_private_keys_are_taken()
    {
        byte[] order = Convert.FromHexString("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141");
        Assert.Throws<ArgumentException>(() => new EthereumAccount(new byte[32]));
        Assert.Throws<ArgumentException>(() => new EthereumAccount(order));
        Assert.Throws<ArgumentException>(() => new EthereumAccount(new byte[31]));
    }

    [Fact]
    public void A_disposed_account_does_not_sign()
    {
        var account = new EthereumAccount(s_one);
        account.Dispose();
        Assert.Throws<ObjectDisposedException>(() => account.Sign(new byte[32]));
    }
}
