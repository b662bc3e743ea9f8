namespace Prover.Queue.Tests;

/// <summary>One broker for all tests of this project; started by the first that needs it.</summary>
public sealed class RabbitFixture : IDisposable
{
    private readonly Lazy<RabbitBroker> _broker = new(RabbitBroker.Started);

    public RabbitBroker Broker => _broker.Value;

    public void Dispose()
    {
        if (_broker.IsValueCreated)
        {
            _broker.Value.Dispose();
        }
    }
}

/// <summary>The tests that share the broker run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class RabbitTests : ICollectionFixture<RabbitFixture>
{
    public const string Name = "RabbitMQ";
}
