using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Prover.Compute;
using static Prover.Groth16.SectionFile;

namespace Prover.Groth16;

/// <summary>A file of sections, mapped into memory and checked.</summary>
/// <remarks>Processes that map the same file share its memory. The file must not be changed in place while it is
/// mapped.</remarks>
internal sealed unsafe class MappedSections : IDisposable
{
    private const string Remedy = "make or fetch the key again";
    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long _length;
    private readonly byte* _start;
    private readonly Dictionary<uint, Entry> _sections = [];
    private bool _disposed;

    private MappedSections(string path, FileStream stream)
    {
        _path = path;
        _length = stream.Length;
        if (_length < HeaderLength)
        {
            stream.Dispose();
            throw Fault($"a header of {HeaderLength} bytes", $"a file of {_length} bytes");
        }

        _file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>SHA-256 of header and table, and so of everything.</summary>
    public byte[] Hash => new Span<byte>(_start + HashOffset, HashLength).ToArray();

    /// <summary>Maps a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="magic">Its first eight bytes.</param>
    /// <param name="version">The version that this program reads.</param>
    /// <param name="verifyHashes">Whether to read everything once and compare the hashes of all sections.</param>
    /// <param name="budget">Threads and cancellation for that.</param>
    /// <exception cref="KeyFileException">The file is missing, cut short, altered, or something else.</exception>
    public static MappedSections Open(string path, ulong magic, uint version, bool verifyHashes, ComputeBudget budget)
    {
        MappedSections sections = new(path, OpenStream(path));
        try
        {
            sections.ReadTable(magic, version);
            if (verifyHashes)
            {
                sections.VerifyHashes(budget);
            }

            return sections;
        }
        catch
        {
            sections.Dispose();
            throw;
        }
    }

    /// <summary>The elements of a section, in place.</summary>
    /// <exception cref="KeyFileException">There is no such section, or it has elements of another size.</exception>
    public FixedMemory<T> Section<T>(uint type)
        where T : unmanaged
    {
        if (!_sections.TryGetValue(type, out Entry entry))
        {
            throw Fault($"a section of type {type}", "none");
        }

        ulong size = (ulong)Unsafe.SizeOf<T>();
        return entry.ElementSize == size && entry.Length % size == 0 && entry.Length / size <= int.MaxValue
            ? new FixedMemory<T>((T*)(_start + entry.Offset), (int)(entry.Length / size), this)
            : throw Fault($"{size}-byte elements in section {type}", $"{entry.Length} bytes in {entry.ElementSize}s");
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }

    private static FileStream OpenStream(string path)
    {
        try
        {
            FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (stream.CanSeek)
            {
                return stream;
            }

            stream.Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string found = failure is FileNotFoundException or DirectoryNotFoundException ? "none" : "one out of reach";
            throw new KeyFileException(path, "a key file", found, "check the path and its permissions", failure);
        }

        throw new KeyFileException(path, "a key file", "a pipe", "write the key to a file: it is mapped, not read");
    }

    private void ReadTable(ulong magic, uint version)
    {
        Header header = MemoryMarshal.Read<Header>(new ReadOnlySpan<byte>(_start, HeaderLength));
        if (header.Magic != magic)
        {
            throw Fault("a key file of this program", "a file of another kind");
        }

        if (header.Version != version)
        {
            throw Fault($"format version {version}", $"version {header.Version}");
        }

        if (header.FileLength != (ulong)_length)
        {
            throw Fault($"{header.FileLength} bytes", $"{_length} bytes (the file was cut short or appended to)");
        }

        long tableEnd = HeaderLength + ((long)header.Sections * EntryLength);
        if (header.Sections > MaxSections || tableEnd > _length)
        {
            throw Fault($"at most {MaxSections} sections inside the file", $"{header.Sections}");
        }

        ReadOnlySpan<byte> table = new(_start + HeaderLength, (int)(tableEnd - HeaderLength));
        byte[] hash = SHA256.HashData([.. new ReadOnlySpan<byte>(_start, HashOffset), .. table]);
        if (!hash.AsSpan().SequenceEqual(Hash))
        {
            throw Fault("a header and table with the hash beside them", "altered bytes in header or table");
        }

        ReadEntries(MemoryMarshal.Cast<byte, Entry>(table), tableEnd);
    }

    private void ReadEntries(ReadOnlySpan<Entry> entries, long tableEnd)
    {
        ulong next = (ulong)tableEnd;
        foreach (Entry entry in entries)
        {
            bool fits = entry.Offset == next && entry.Length <= (ulong)_length && _sections.TryAdd(entry.Type, entry);
            next += fits ? (ulong)Align((long)entry.Length) : 0;
            if (!fits || next > (ulong)_length)
            {
                throw Fault("sections one after another inside the file", $"section {entry.Type} elsewhere");
            }
        }

        if (next != (ulong)_length)
        {
            throw Fault("sections up to the end of the file", $"{(ulong)_length - next} bytes after them");
        }
    }

    private void VerifyHashes(ComputeBudget budget)
    {
        Entry[] entries = [.. _sections.Values];
        budget.For(entries.Length, i =>
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            const long Step = 1 << 24;
            long length = Align((long)entries[i].Length);
            for (long start = 0; start < length; start += Step)
            {
                budget.Cancellation.ThrowIfCancellationRequested();
                byte* chunk = _start + entries[i].Offset + start;
                hash.AppendData(new ReadOnlySpan<byte>(chunk, (int)Math.Min(Step, length - start)));
            }

            byte* expected = _start + HeaderLength + (i * EntryLength) + HashOffset;
            if (!hash.GetHashAndReset().AsSpan().SequenceEqual(new ReadOnlySpan<byte>(expected, HashLength)))
            {
                throw Fault($"section {entries[i].Type} with the hash in the table", "altered bytes in it");
            }
        });
    }

    private KeyFileException Fault(string expected, string found) => new(_path, expected, found, Remedy);
}
