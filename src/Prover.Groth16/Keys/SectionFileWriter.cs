using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static Prover.Groth16.SectionFile;

namespace Prover.Groth16;

/// <summary>Writes a file of sections beside its place and moves it there when it is whole.</summary>
/// <remarks>Disposing without <see cref="Complete"/> leaves nothing behind.</remarks>
internal sealed class SectionFileWriter : IDisposable
{
    private const int ChunkBytes = 1 << 20;

    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private readonly ulong _magic;
    private readonly uint _version;
    private readonly byte[] _table;
    private IncrementalHash? _hash;
    private Entry _entry;
    private int _sections;
    private bool _complete;

    /// <summary>Starts a file that will have exactly <paramref name="sections"/> sections.</summary>
    public SectionFileWriter(string path, ulong magic, uint version, int sections)
    {
        _path = Path.GetFullPath(path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        _magic = magic;
        _version = version;
        _table = new byte[sections * EntryLength];
        _stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, ChunkBytes);
        _stream.SetLength(HeaderLength + _table.Length);
        _stream.Position = HeaderLength + _table.Length;
    }

    /// <summary>Appends a section.</summary>
    public void Write<T>(uint type, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Begin<T>(type);
        Append(values);
        End();
    }

    /// <summary>Begins a section.</summary>
    public void Begin<T>(uint type)
        where T : unmanaged
    {
        if (_hash is not null)
        {
            throw new InvalidOperationException("A section is open already.");
        }

        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _entry = new Entry
        {
            Type = type,
            ElementSize = (uint)Unsafe.SizeOf<T>(),
            Offset = (ulong)_stream.Position,
        };
    }

    /// <summary>Appends values to the section that is open.</summary>
    public void Append<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        IncrementalHash hash = _hash ?? throw new InvalidOperationException("No section is open.");
        int step = ChunkBytes / Unsafe.SizeOf<T>();
        for (int start = 0; start < values.Length; start += step)
        {
            int count = Math.Min(step, values.Length - start);
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values.Slice(start, count));
            _stream.Write(bytes);
            hash.AppendData(bytes);
        }
    }

    /// <summary>Ends the section that is open.</summary>
    public void End()
    {
        IncrementalHash hash = _hash ?? throw new InvalidOperationException("No section is open.");
        long length = _stream.Position - (long)_entry.Offset;
        _entry.Length = (ulong)length;
        ReadOnlySpan<byte> padding = new byte[Alignment].AsSpan(0, (int)(Align(length) - length));
        _stream.Write(padding);
        hash.AppendData(padding);
        Span<byte> entry = _table.AsSpan(_sections++ * EntryLength, EntryLength);
        MemoryMarshal.Write(entry, _entry);
        _ = hash.GetHashAndReset(entry[HashOffset..]);
        hash.Dispose();
        _hash = null;
    }

    /// <summary>Writes header and table, moves the file to its place and gives its hash.</summary>
    public byte[] Complete()
    {
        byte[] header = new byte[HeaderLength];
        MemoryMarshal.Write(header, new Header
        {
            Magic = _magic,
            Version = _version,
            Sections = (uint)_sections,
            FileLength = (ulong)_stream.Position,
        });
        byte[] hash = SHA256.HashData([.. header.AsSpan(0, HashOffset), .. _table]);
        hash.CopyTo(header.AsSpan(HashOffset));
        _stream.Position = 0;
        _stream.Write(header);
        _stream.Write(_table);
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _complete = true;
        return hash;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _hash?.Dispose();
        if (!_complete)
        {
            File.Delete(_temporary);
        }
    }
}
