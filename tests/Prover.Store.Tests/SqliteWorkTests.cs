using Prover.Pipeline;
using Prover.Testing;

namespace Prover.Store.Tests;

/// <summary>The contract of work sources, asked of a board over SQLite.</summary>
public sealed class SqliteWorkTests : WorkSourceContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteJobStore _store;

    public SqliteWorkTests() => _store = SqliteJobStore.Open(new SqliteStoreOptions { File = _folder["jobs.db"] });

    protected override IJobStore Store => _store;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    protected override Task<IWorkSource> ConnectAsync(JobBoard board, string worker) =>
        Task.FromResult<IWorkSource>(board);
}
