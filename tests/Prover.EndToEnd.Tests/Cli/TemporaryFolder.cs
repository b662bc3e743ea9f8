namespace Prover.EndToEnd.Tests.Cli;

/// <summary>A folder of its own that is gone when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("prover-test-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string File(string name)
    {
        return System.IO.Path.Combine(Path, name);
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
    }
}
