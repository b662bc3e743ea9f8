using System.Buffers.Binary;
using System.Numerics;

namespace Prover.Groth16;

/// <summary>The container of iden3's binary files: magic, version, number of sections; each section with type and
/// length.</summary>
/// <remarks>Little-endian. Source: iden3 "binary file format", as read from the files of snarkjs and circom.</remarks>
internal sealed class BinFileWriter
{
    private readonly Stream _stream;
    private long _sectionStart;

    public BinFileWriter(Stream stream, ReadOnlySpan<byte> magic, uint version, uint sections)
    {
        _stream = stream;
        stream.Write(magic);
        Write(version);
        Write(sections);
    }

    /// <summary>Begins a section; its length is filled in by <see cref="EndSection"/>.</summary>
    public void BeginSection(uint type)
    {
        Write(type);
        Write(0);
        Write(0);
        _sectionStart = _stream.Position;
    }

    public void EndSection()
    {
        long end = _stream.Position;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, end - _sectionStart);
        _stream.Position = _sectionStart - length.Length;
        _stream.Write(length);
        _stream.Position = end;
    }

    public void Write(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _stream.Write(bytes);
    }

    public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    /// <summary>A prime: its length in bytes and its bytes.</summary>
    public void WritePrime(BigInteger prime)
    {
        Span<byte> bytes = stackalloc byte[32];
        _ = prime.TryWriteBytes(bytes, out _, isUnsigned: true);
        Write((uint)bytes.Length);
        Write(bytes);
    }
}
