using Prover.Pipeline;
using Prover.Testing;

namespace Prover.Store.Tests;

/// <summary>The SQLite store keeps the contract.</summary>
public sealed class SqliteJobStoreTests : JobStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteJobStore _store;

    public SqliteJobStoreTests() => _store = SqliteJobStore.Open(new SqliteStoreOptions { File = _folder["jobs.db"] });

    protected override IJobStore Store => _store;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }
}
