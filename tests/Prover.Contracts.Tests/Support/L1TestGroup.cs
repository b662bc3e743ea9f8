namespace Prover.Contracts.Tests;

/// <summary>The test classes that share the node; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class L1TestGroup : ICollectionFixture<L1Fixture>
{
    public const string Name = "L1";
}
