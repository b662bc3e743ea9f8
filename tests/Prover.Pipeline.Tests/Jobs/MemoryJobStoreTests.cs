using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>The slow twin keeps the contract.</summary>
public sealed class MemoryJobStoreTests : JobStoreContract
{
    protected override IJobStore Store { get; } = new MemoryJobStore();
}
