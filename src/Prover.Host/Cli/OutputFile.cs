using System.Text;

namespace Prover.Host.Cli;

/// <summary>Files that are written whole or not at all, and read up to a limit.</summary>
internal static class OutputFile
{
    /// <summary>What is read has at most this many bytes: 64 MiB.</summary>
    private const int MaximumLength = 64 << 20;

    /// <summary>Writes a text under a temporary name and renames it when it is complete.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void WriteText(string path, string text)
    {
        Write(path, partial => File.WriteAllText(partial, text.EndsWith('\n') ? text : text + "\n"));
    }

    /// <summary>Writes bytes under a temporary name and renames the file when it is complete.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void WriteBytes(string path, byte[] bytes)
    {
        Write(path, partial => File.WriteAllBytes(partial, bytes));
    }

    private static void Write(string path, Action<string> write)
    {
        string partial = path + ".partial";
        try
        {
            write(partial);
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

    /// <summary>Reads a text in UTF-8.</summary>
    /// <exception cref="CommandException">It cannot be read, or is longer than any text that belongs here.</exception>
    public static string ReadText(string path)
    {
        byte[] bytes = ReadBytes(path);
        using StreamReader reader = new(new MemoryStream(bytes), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a file that is small by its nature.</summary>
    /// <remarks>Also a pipe: its length is known only when it has been read.</remarks>
    /// <exception cref="CommandException">It cannot be read, or is longer than any file that belongs here.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using MemoryStream content = new();
            byte[] chunk = new byte[1 << 16];
            for (int count = file.Read(chunk); count > 0; count = file.Read(chunk))
            {
                content.Write(chunk, 0, count);
                if (content.Length > MaximumLength)
                {
                    throw new CommandException(
                        ExitCode.FileMismatch, $"{path}: longer than {MaximumLength >> 20} MiB");
                }
            }

            return content.ToArray();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"{path}: cannot be read: {failure.Message}", failure);
        }
    }
}
