using Prover.Host.Cli;

namespace Prover.Host.Operator;

/// <summary>Rows in columns, for a terminal and for grep: no frame, two spaces between columns.</summary>
internal sealed class TextTable(params string[] head)
{
    private readonly List<string[]> rows = [head];

    /// <summary>Adds a row of as many cells as the head has.</summary>
    public void Add(params string[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, head.Length);
        rows.Add(cells);
    }

    /// <summary>The lines: each column as wide as its widest cell, the last one as it is.</summary>
    public IEnumerable<string> Lines()
    {
        int[] widths = [.. Enumerable.Range(0, head.Length).Select(i => rows.Max(row => row[i].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    /// <summary>Prints it.</summary>
    public void Print(Terminal terminal)
    {
        foreach (string line in Lines())
        {
            terminal.Result(line);
        }
    }
}
