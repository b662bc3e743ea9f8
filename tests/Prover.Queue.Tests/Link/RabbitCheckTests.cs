using RabbitMQ.Client;

namespace Prover.Queue.Tests;

/// <summary>The one look at a broker that an operator's check takes.</summary>
[Collection(RabbitTests.Name)]
public sealed class RabbitCheckTests(RabbitFixture fixture)
{
    [RabbitFact]
    public async Task A_broker_with_the_right_queues_is_good_and_looking_twice_is_harmless()
    {
        await using var scope = new QueueScope(fixture.Broker);
        Assert.Null(await RabbitCheck.RunAsync(scope.Options, TimeProvider.System, default));
        Assert.Null(await RabbitCheck.RunAsync(scope.Options, TimeProvider.System, default));
        Assert.Equal(0u, await scope.CountAsync(scope.Names.Dead));
    }

    [RabbitFact]
    public async Task A_queue_with_other_arguments_is_told_by_its_name()
    {
        await using var scope = new QueueScope(fixture.Broker);
        await using (IConnection connection = await scope.ConnectAsync())
        {
            await using IChannel channel = await connection.CreateChannelAsync();
            _ = await channel.QueueDeclareAsync(scope.Names.Blocks, durable: true, exclusive: false, autoDelete: false);
        }

        string? wrong = await RabbitCheck.RunAsync(scope.Options, TimeProvider.System, default);
        Assert.Contains(scope.Names.Blocks, wrong, StringComparison.Ordinal);
    }

    [RabbitFact]
    public async Task A_wrong_password_is_told_without_the_password()
    {
        await using var scope = new QueueScope(fixture.Broker);
        UriBuilder address = new(scope.Options.Address) { Password = "wrong-secret" };
        string? wrong = await RabbitCheck.RunAsync(
            scope.Options with { Address = address.Uri }, TimeProvider.System, default);
        Assert.Contains("refuses the user or the password", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", wrong, StringComparison.Ordinal);
    }
}
