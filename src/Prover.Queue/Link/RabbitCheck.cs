using RabbitMQ.Client;

namespace Prover.Queue;

/// <summary>Looks once whether a broker can be used as it is configured.</summary>
public static class RabbitCheck
{
    /// <summary>Connects and declares every queue and the exchange, as a node does when it starts.</summary>
    /// <remarks>What is missing is created, what is there stays as it is.</remarks>
    /// <returns>Null, or one line why it cannot be used.</returns>
    public static async Task<string?> RunAsync(RabbitOptions options, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        try
        {
            IConnection connection = await new RabbitLink(options, clock, _ => { })
                .ConnectAsync("prover doctor", cancel).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await RabbitTopology.DeclareAsync(connection, options, cancel).ConfigureAwait(false);
                return null;
            }
        }
        catch (QueueRefusedException refusal)
        {
            return refusal.Message;
        }
        catch (Exception problem) when (RabbitLoss.Is(problem, cancel))
        {
            return RabbitLoss.Text(problem);
        }
    }
}
