namespace Prover.Host.Cli;

/// <summary>Files that are written whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes a text under a temporary name and renames it when it is complete.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void WriteText(string path, string text)
    {
        string partial = path + ".partial";
        try
        {
            File.WriteAllText(partial, text.EndsWith('\n') ? text : text + "\n");
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"{path}: cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Says early that a file could not be written at the end of a long command.</summary>
    /// <param name="path">Where the file is to be; null when there is to be none.</param>
    /// <exception cref="CommandException">There is no such folder, or the file's place is a folder.</exception>
    public static void CheckFolder(string? path)
    {
        if (path is null)
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw new CommandException(ExitCode.Usage, $"{path}: cannot be written: it is a folder");
        }

        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new CommandException(ExitCode.Usage, $"{path}: cannot be written: there is no folder {folder}");
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"{path}: cannot be read: {failure.Message}", failure);
        }
    }
}
