using Prover.Host.Cli;

namespace Prover.Host.Catalog;

/// <summary>
/// Finds circuits by their manifests: a folder named on the command line, or those built with the program.
/// </summary>
internal static class CircuitCatalog
{
    private static string BuiltInFolder => Path.Combine(AppContext.BaseDirectory, "circuits");

    /// <summary>Finds a circuit by a path (a folder or its manifest), by its id, or by its folder's name.</summary>
    /// <exception cref="CommandException">There is no such circuit, or its manifest is damaged.</exception>
    public static CircuitManifest Find(string name)
    {
        string? file = FileOf(name);
        if (file is not null)
        {
            return CircuitManifest.Read(file);
        }

        IReadOnlyList<CircuitManifest> all = BuiltIn();
        return all.FirstOrDefault(manifest => manifest.Id == name) ?? throw new CommandException(
            ExitCode.Usage,
            $"no circuit '{name}': expected a folder with {CircuitManifest.FileName}"
            + $" or one of {string.Join(", ", all.Select(manifest => manifest.Id))}");
    }

    /// <summary>The circuits that were built with the program, by id.</summary>
    public static IReadOnlyList<CircuitManifest> BuiltIn()
    {
        if (!Directory.Exists(BuiltInFolder))
        {
            return [];
        }

        IEnumerable<string> files = Directory.EnumerateDirectories(BuiltInFolder)
            .Select(folder => Path.Combine(folder, CircuitManifest.FileName))
            .Where(File.Exists);
        return [.. files.Select(CircuitManifest.Read).OrderBy(manifest => manifest.Id, StringComparer.Ordinal)];
    }

    private static string? FileOf(string name)
    {
        string[] candidates =
        [
            name,
            Path.Combine(name, CircuitManifest.FileName),
            Path.Combine(BuiltInFolder, Path.GetFileName(name.TrimEnd('/', '\\')), CircuitManifest.FileName),
        ];
        return candidates.FirstOrDefault(File.Exists);
    }
}
