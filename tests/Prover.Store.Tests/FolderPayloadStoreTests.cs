using Prover.Pipeline;
using Prover.Testing;

namespace Prover.Store.Tests;

/// <summary>The folder of payloads keeps the contract.</summary>
public sealed class FolderPayloadStoreTests : PayloadStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderPayloadStoreTests() => Payloads = FolderPayloadStore.Open(_folder.Path, TimeProvider.System);

    protected override IPayloadStore Payloads { get; }

    public void Dispose() => _folder.Dispose();
}
