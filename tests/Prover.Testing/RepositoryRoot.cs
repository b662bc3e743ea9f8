namespace Prover.Testing;

/// <summary>Finds the repository that the running tests were built from.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>Absolute path of the folder that holds <c>Prover.sln</c>, without a trailing separator.</summary>
    /// <exception cref="DirectoryNotFoundException">No folder above the test binaries holds it.</exception>
    public static string Path => Found.Value;

    /// <summary>Absolute path of a file or folder named relative to the repository root.</summary>
    public static string Combine(params ReadOnlySpan<string> parts)
    {
        return System.IO.Path.Combine([Path, .. parts]);
    }

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Prover.sln")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above " + AppContext.BaseDirectory + " holds Prover.sln.");
    }
}
