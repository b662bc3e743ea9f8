namespace Prover.Host.Bench.Setting;

/// <summary>A folder for the key files of a bench that is gone when the bench or the process ends.</summary>
/// <remarks>Below $TMPDIR or /tmp; the key of 2^20 constraints takes about half a gigabyte.</remarks>
internal sealed class TemporaryKeys : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("prover-bench-").FullName;
    private readonly EventHandler atExit;

    public TemporaryKeys()
    {
        atExit = (_, _) => Delete();
        AppDomain.CurrentDomain.ProcessExit += atExit;
    }

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => Path.Combine(folder, name);

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= atExit;
        Delete();
    }

    private void Delete()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Gone already, or a run that is being cancelled still writes: the system clears its temporary folder.
        }
    }
}
