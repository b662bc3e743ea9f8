namespace Prover.Circuits;

/// <summary>Where a constraint or hint stands in the source: its expression, file name (no folder) and line.</summary>
/// <param name="Expression">Source text of what is asserted, such as <c>a - b == c</c>.</param>
/// <param name="File">File name without folder; empty if unknown.</param>
/// <param name="Line">Line, from 1; 0 if unknown.</param>
public readonly record struct SourceLabel(string Expression, string File, int Line)
{
    /// <summary>For products made by an operator, which cannot know its place.</summary>
    internal static SourceLabel Product { get; } = new("product of two wires", string.Empty, 0);

    /// <summary>The last part of a path, whatever system wrote it.</summary>
    internal static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary><c>File.cs(14)</c>, or nothing.</summary>
    public override string ToString() => Line == 0 ? string.Empty : $"{File}({Line})";
}
