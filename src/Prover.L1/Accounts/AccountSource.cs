using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Prover.L1;

/// <summary>Reads the private key of an account from a text or a file.</summary>
/// <remarks>
/// The text is 64 hexadecimal digits, with or without 0x, white space around them allowed. It appears in no message,
/// and the buffers that held it are cleared. A file is read only if nobody but its owner can.
/// </remarks>
public static class AccountSource
{
    private const int KeyBytes = 32;
    private const int MaximumFile = 256;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The account of a key that stands in a text.</summary>
    /// <param name="text">The key.</param>
    /// <param name="where">Where it came from, for the message: the name of a variable or a file.</param>
    /// <exception cref="AccountException">Not a private key.</exception>
    public static EthereumAccount Parse(ReadOnlySpan<char> text, string where)
    {
        ReadOnlySpan<char> digits = text.Trim();
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        Span<byte> key = stackalloc byte[KeyBytes];
        try
        {
            bool hex = digits.Length == 2 * KeyBytes
                && Convert.FromHexString(digits, key, out _, out int written) == OperationStatus.Done
                && written == KeyBytes;
            return hex ? new EthereumAccount(key) : throw NoKey(where);
        }
        catch (ArgumentException)
        {
            // 0, or not below the group order. The inner exception would add nothing.
            throw NoKey(where);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The account of a key in a file.</summary>
    /// <exception cref="AccountException">The file is missing, open to others, or holds no private key.</exception>
    public static EthereumAccount ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = new byte[MaximumFile];
        char[] text = new char[MaximumFile];
        try
        {
            int length = Read(path, bytes);
            int characters = Encoding.Latin1.GetChars(bytes, 0, length, text, 0);
            return Parse(text.AsSpan(0, characters), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AccountException($"The key file {path} cannot be read.", exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            text.AsSpan().Clear();
        }
    }

    private static int Read(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);

        // Asked of the open file, not of the name, which may be given to another file meanwhile.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0)
        {
            throw new AccountException($"The key file {path} is open to others: chmod 600 {path}");
        }

        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
    }

    private static AccountException NoKey(string where) =>
        new($"Expected a private key of 64 hexadecimal digits in {where}; nothing of it is shown here.");
}
