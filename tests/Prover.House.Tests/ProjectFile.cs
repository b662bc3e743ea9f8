using System.Xml.Linq;
using Prover.Testing;

namespace Prover.House.Tests;

/// <summary>What a project file says about its neighbours.</summary>
internal sealed record ProjectFile(string Path, string Name, string[] Projects, string[] Packages)
{
    /// <summary>Reads a project file given relative to the repository root.</summary>
    public static ProjectFile Read(string path)
    {
        XDocument document = XDocument.Load(RepositoryRoot.Combine(path));
        return new ProjectFile(
            path,
            System.IO.Path.GetFileNameWithoutExtension(path),
            [.. Includes(document, "ProjectReference").Select(NameOf)],
            [.. Includes(document, "PackageReference")]);
    }

    /// <summary>All project files of the repository.</summary>
    public static IReadOnlyList<ProjectFile> All()
    {
        return [.. SourceTree.Files().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Read)];
    }

    private static IEnumerable<string> Includes(XDocument document, string element)
    {
        return document.Descendants(element).Select(item => (string?)item.Attribute("Include") ?? "");
    }

    private static string NameOf(string include)
    {
        return System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/'));
    }
}
