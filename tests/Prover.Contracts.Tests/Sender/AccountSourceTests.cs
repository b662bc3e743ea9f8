using Prover.L1;

namespace Prover.Contracts.Tests;

/// <summary>Private keys from a text or a file.</summary>
public sealed class AccountSourceTests : IDisposable
{
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string Address = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf";

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(One)]
    [InlineData("0x" + One)]
    [InlineData("  0X" + One + "\r\n")]
    public void A_key_is_read_from_a_text_and_a_file(string text)
    {
        using EthereumAccount fromText = AccountSource.Parse(text, "a test");
        Assert.Equal(Address, fromText.Address.ToString());
        Write(text);
        using EthereumAccount fromFile = AccountSource.ReadFile(_path);
        Assert.Equal(Address, fromFile.Address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("1234")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData(One + "00")]
    public void What_is_no_key_is_refused_without_showing_it(string text)
    {
        AccountException refusal = Assert.Throws<AccountException>(() => AccountSource.Parse(text, "PROVER_L1_KEY"));
        Assert.Contains("PROVER_L1_KEY", refusal.Message, StringComparison.Ordinal);
        Assert.Null(refusal.InnerException);
        if (text.Length > 2)
        {
            Assert.DoesNotContain(text, refusal.ToString(), StringComparison.Ordinal);
        }

        Write(text);
        _ = Assert.Throws<AccountException>(() => AccountSource.ReadFile(_path));
    }

    [Fact]
    public void A_file_that_others_can_read_is_refused()
    {
        Write(One);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (UnixFileMode open in (UnixFileMode[])[UnixFileMode.GroupRead, UnixFileMode.OtherRead])
        {
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | open);
            AccountException refusal = Assert.Throws<AccountException>(() => AccountSource.ReadFile(_path));
            Assert.Contains("chmod 600", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_file_is_one_line()
    {
        AccountException refusal = Assert.Throws<AccountException>(() => AccountSource.ReadFile(_path + ".none"));
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private void Write(string text)
    {
        File.WriteAllText(_path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
