using System.IO.Pipes;
using System.Security.Cryptography;
using Prover.Compute;
using Xunit;

namespace Prover.Groth16.Tests;

public sealed class KeyFileTests : IDisposable
{
    private readonly RandomSystem _system = new(815, 2, 12, 9);
    private readonly KeyOnDisk _key;
    private readonly byte[] _bytes;

    public KeyFileTests()
    {
        _key = new KeyOnDisk(_system, seed: "key file tests");
        _bytes = File.ReadAllBytes(_key.Path);
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public void A_key_says_what_it_is_for()
    {
        Assert.True(_key.Key.IsDevelopment);
        Assert.Equal(_system.Id, _key.Key.CircuitId);
        Assert.Equal(_key.FileHash, _key.Key.Hash);
        Assert.Equal((_system.R1cs.WireCount, 2, 9, 4), (
            _key.Key.WireCount, _key.Key.PublicCount, _key.Key.Constraints, _key.Key.DomainLog));
    }

    [Fact]
    public void A_seeded_key_is_the_same_on_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        using var device = new ManagedDevice();
        byte[] seed = "key file tests"u8.ToArray();

        byte[] hash = Setup.Development(
            _system.R1cs, _system.Id, folder.File("again"), device, new ComputeBudget(1), seed);

        Assert.Equal(_key.FileHash, hash);
        Assert.Equal(_bytes, File.ReadAllBytes(folder.File("again")));
        Assert.NotEqual(hash, Setup.Development(
            _system.R1cs, _system.Id, folder.File("other"), device, new ComputeBudget(1)));
    }

    [Fact]
    public void A_truncated_file_gives_one_clear_line_at_any_length()
    {
        for (int length = 0; length < _bytes.Length; length += length < 2000 ? 37 : 509)
        {
            string message = Refusal(_bytes[..length]).Message;
            Assert.Contains(length < 64 ? $"found a file of {length} bytes" : $"found {length} bytes", message);
            Assert.DoesNotContain('\n', message);
            Assert.EndsWith("; make or fetch the key again", message);
        }

        Assert.Contains("cut short or appended to", Refusal([.. _bytes, 0]).Message);
    }

    [Fact]
    public void Any_altered_byte_is_noticed()
    {
        var random = new Random(1);
        for (int i = 0; i < _bytes.Length; i += i < 1600 ? 13 : random.Next(1, 200))
        {
            byte[] altered = [.. _bytes];
            altered[i] ^= (byte)(1 << (i % 8));
            Assert.DoesNotContain('\n', Refusal(altered).Message);
        }
    }

    [Fact]
    public void Foreign_and_missing_files_are_refused_with_the_reason()
    {
        Assert.Contains("a file of another kind", Refusal(new byte[1000]).Message);
        Assert.Contains("a file of another kind", Refusal([.. "zkey"u8, .. _bytes[4..]]).Message);
        byte[] newer = [.. _bytes];
        newer[8] = 2;
        Assert.Contains("expected format version 1, found version 2", Refusal(newer).Message);

        KeyFileException missing = Assert.Throws<KeyFileException>(
            () => ProvingKey.Open(Path.Combine(_key.Folder, "none.key")));
        Assert.Contains("expected a key file, found none; check the path", missing.Message);
        _ = Assert.Throws<KeyFileException>(() => ProvingKey.Open(_key.Folder));
    }

    [LinuxFact]
    public void A_pipe_is_refused_with_the_reason()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        string path = $"/proc/self/fd/{pipe.GetClientHandleAsString()}";
        KeyFileException failure = Assert.Throws<KeyFileException>(() => ProvingKey.Open(path));
        Assert.Contains("expected a key file, found a pipe", failure.Message);
    }

    [Fact]
    public void Hostile_numbers_behind_right_hashes_are_refused()
    {
        // Someone who writes files for us can make the hashes right; indices and counts are checked all the same.
        const int TableStart = 64;
        int sections = BitConverter.ToInt32(_bytes, 12);
        for (int s = 0; s < sections; s++)
        {
            int entry = TableStart + (64 * s);
            int offset = (int)BitConverter.ToInt64(_bytes, entry + 8);
            int length = (int)BitConverter.ToInt64(_bytes, entry + 16);
            uint type = BitConverter.ToUInt32(_bytes, entry);
            bool holdsNumbers = type is 1 or (>= 16 and <= 24);
            if (!holdsNumbers || length < 4)
            {
                continue;
            }

            byte[] altered = [.. _bytes];
            BitConverter.TryWriteBytes(altered.AsSpan(offset + (type == 1 ? 8 : 0)), 0x7FFFFFFF);
            int padded = (length + 63) / 64 * 64;
            SHA256.HashData(altered.AsSpan(offset, padded)).CopyTo(altered, entry + 32);
            byte[] table = altered[TableStart..(TableStart + (64 * sections))];
            SHA256.HashData([.. altered[..32], .. table]).CopyTo(altered, 32);

            _ = Refusal(altered);
        }
    }

    [Fact]
    public void Without_the_hash_check_the_table_is_still_checked()
    {
        byte[] altered = [.. _bytes];
        altered[70] ^= 1;
        string path = Path.Combine(_key.Folder, "altered.key");
        File.WriteAllBytes(path, altered);

        _ = Assert.Throws<KeyFileException>(() => ProvingKey.Open(path, verifyHashes: false));
        using ProvingKey whole = ProvingKey.Open(_key.Path, verifyHashes: false);
        Assert.Equal(_key.FileHash, whole.Hash);
    }

    [Fact]
    public void A_cancelled_setup_leaves_nothing_behind_and_the_old_key_alone()
    {
        using var device = new ManagedDevice();
        var cancelled = new ComputeBudget(1, Cancellation: new CancellationToken(canceled: true));

        _ = Assert.ThrowsAny<OperationCanceledException>(
            () => Setup.Development(_system.R1cs, _system.Id, _key.Path, device, cancelled));

        Assert.Equal([_key.Path], Directory.GetFiles(_key.Folder));
        Assert.Equal(_bytes, File.ReadAllBytes(_key.Path));
    }

    [Fact]
    public void A_new_key_takes_the_place_of_an_old_one_that_is_in_use()
    {
        using var device = new ManagedDevice();
        byte[] hash = Setup.Development(_system.R1cs, _system.Id, _key.Path, device, KeyOnDisk.Budget);

        using ProvingKey replaced = ProvingKey.Open(_key.Path);
        Assert.Equal(hash, replaced.Hash);
        Proof proof = _key.Prove(_system.Assignment);
        Assert.True(Verify.Proof(_key.VerifyingKey, proof, _system.PublicInputs));
    }

    private KeyFileException Refusal(byte[] bytes)
    {
        string path = Path.Combine(_key.Folder, "bad.key");
        File.WriteAllBytes(path, bytes);
        return Assert.Throws<KeyFileException>(() => ProvingKey.Open(path).Dispose());
    }
}
