namespace Prover.Wire;

/// <summary>Arrays of entries of one kind.</summary>
internal static class WireList
{
    /// <summary>Writes one entry.</summary>
    public delegate void Writer<in T>(ref WireWriter writer, T entry);

    /// <summary>Reads one entry.</summary>
    public delegate T Reader<out T>(ref WireReader reader);

    public static void Write<T>(ref WireWriter writer, IReadOnlyList<T> entries, Writer<T> entry)
    {
        writer.Array(entries.Count);
        foreach (T one in entries)
        {
            entry(ref writer, one);
        }
    }

    /// <summary>Reads entries; memory grows with what is really there, not with what is announced.</summary>
    public static T[] Read<T>(ref WireReader reader, string name, Reader<T> entry)
    {
        var entries = new List<T>();
        int count = reader.List(name);
        for (int i = 0; i < count; i++)
        {
            reader.At($"{name}[{i}]");
            entries.Add(entry(ref reader));
        }

        reader.At(string.Empty);
        return [.. entries];
    }
}
