using Prover.Host.Cli;
using Prover.Store;

namespace Prover.Host.Service.StartUp;

/// <summary>The folder of a node: job table, payloads, and a lock that keeps a second node away.</summary>
/// <remarks>Others may open the table beside a node; but only one process may send to L1 and throw payloads away. The
/// lock ends with the process, however that ends.</remarks>
internal sealed class StoreFolder : IDisposable
{
    private readonly FileStream claim;

    private StoreFolder(FileStream claim, SqliteJobStore jobs, FolderPayloadStore payloads)
    {
        this.claim = claim;
        Jobs = jobs;
        Payloads = payloads;
    }

    /// <summary>The job table.</summary>
    public SqliteJobStore Jobs { get; }

    /// <summary>Blocks and bundles.</summary>
    public FolderPayloadStore Payloads { get; }

    /// <summary>Opens the folder; makes it if there is none.</summary>
    /// <exception cref="CommandException">Another node has it, or it cannot be written.</exception>
    /// <exception cref="Pipeline.JobStoreException">The table is damaged.</exception>
    public static StoreFolder Open(string folder, TimeProvider clock)
    {
        FileStream? claim = null;
        try
        {
            string payloads = Path.Combine(folder, "payloads");
            _ = Directory.CreateDirectory(payloads);
            claim = Claim(folder);
            SqliteJobStore jobs =
                SqliteJobStore.Open(new SqliteStoreOptions { File = Path.Combine(folder, "jobs.db") });
            return new StoreFolder(claim, jobs, FolderPayloadStore.Open(payloads, clock));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            claim?.Dispose();
            throw new CommandException(
                ExitCode.Usage, $"setting Store:Folder: {folder} cannot be used: {failure.Message}", failure);
        }
        catch
        {
            claim?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Jobs.Dispose();
        claim.Dispose();
    }

    private static FileStream Claim(string folder)
    {
        string file = Path.Combine(folder, "node.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (File.Exists(file))
        {
            throw new CommandException(
                ExitCode.Usage, $"setting Store:Folder: another node uses {folder} ({file} is locked)", failure);
        }
    }
}
