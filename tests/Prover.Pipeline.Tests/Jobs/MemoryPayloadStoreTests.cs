using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>The payloads in memory keep the contract.</summary>
public sealed class MemoryPayloadStoreTests : PayloadStoreContract
{
    protected override IPayloadStore Payloads { get; } = new MemoryPayloadStore();
}
