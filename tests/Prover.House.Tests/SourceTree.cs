using Prover.Testing;
using Xunit;

namespace Prover.House.Tests;

/// <summary>The files of the repository that people wrote, without what was built or restored.</summary>
internal static class SourceTree
{
    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        ".git", "artifacts", "bin", "obj", "node_modules", "TestResults", ".vs", ".idea", ".vscode",
    };

    private static readonly string[] CodeEndings =
    [
        ".cs", ".csproj", ".props", ".targets", ".h", ".hpp", ".cpp", ".cmake", ".sol", ".js", ".mjs", ".sh", ".ps1",
        ".awk", ".circom",
    ];

    /// <summary>All files below a folder, relative to the repository root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files(string folder = ".")
    {
        List<string> files = [];
        Walk(new DirectoryInfo(RepositoryRoot.Combine(folder)), files);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>The files that are program text: sources, project files and scripts.</summary>
    public static IEnumerable<string> Code(string folder = ".")
    {
        return Files(folder).Where(IsCode);
    }

    public static string Read(string file)
    {
        return File.ReadAllText(RepositoryRoot.Combine(file));
    }

    public static string[] Lines(string file)
    {
        return File.ReadAllLines(RepositoryRoot.Combine(file));
    }

    /// <summary>Fails with all findings, one a line, unless there are none.</summary>
    public static void AssertNone(string rule, IEnumerable<string> findings)
    {
        List<string> all = [.. findings];
        Assert.True(all.Count == 0, rule + Environment.NewLine + string.Join(Environment.NewLine, all));
    }

    private static bool IsCode(string file)
    {
        return CodeEndings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
            || Path.GetFileName(file) is "CMakeLists.txt" or "run";
    }

    private static void Walk(DirectoryInfo folder, List<string> files)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo sub)
            {
                if (!Skipped.Contains(sub.Name) && sub.LinkTarget is null)
                {
                    Walk(sub, files);
                }
            }
            else if (entry.Name != ".git")
            {
                // In a work tree of git, .git is a file with the path of the repository.
                files.Add(Path.GetRelativePath(RepositoryRoot.Path, entry.FullName).Replace('\\', '/'));
            }
        }
    }
}
