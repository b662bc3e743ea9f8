using System.Runtime.InteropServices;

namespace Prover.Groth16;

/// <summary>The container of key files: a header, a table of sections, the sections, each with its hash.</summary>
/// <remarks>
/// Little-endian. Header, 64 bytes: magic (8), version (4), number of sections (4), length of the file (8), zeros
/// (8), SHA-256 of the 32 bytes before it and of the table (32): the hash of the key, since the table holds the
/// hashes of all sections. Table: 64 bytes a section: type (4), size of an element (4), offset (8), length in bytes
/// (8), zeros (8), SHA-256 of the section and the zeros up to the next multiple of 64. Sections follow one another
/// on 64-byte boundaries without gaps.
/// </remarks>
internal static class SectionFile
{
    public const int HeaderLength = 64;
    public const int EntryLength = 64;
    public const int Alignment = 64;
    public const int HashLength = 32;
    public const int HashOffset = 32;
    public const int MaxSections = 64;

    public static long Align(long length) => (length + Alignment - 1) / Alignment * Alignment;

    [StructLayout(LayoutKind.Sequential, Size = HeaderLength)]
    public struct Header
    {
        public ulong Magic;
        public uint Version;
        public uint Sections;
        public ulong FileLength;
        public ulong Zero;
    }

    [StructLayout(LayoutKind.Sequential, Size = EntryLength)]
    public struct Entry
    {
        public uint Type;
        public uint ElementSize;
        public ulong Offset;
        public ulong Length;
        public ulong Zero;
    }
}
