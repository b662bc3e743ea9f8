using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Prover.Queue;

/// <summary>Connects to the broker, and runs a session on the connection again and again until told to stop.</summary>
internal sealed class RabbitLink(RabbitOptions options, TimeProvider clock, Action<QueueNotice> notice)
{
    /// <summary>A larger message makes the client drop the connection: README.md, "A message that is too large".
    /// </summary>
    public const uint MaximumInbound = 1 << 20;

    /// <summary>Runs sessions until cancelled. A session that ends, or loses its connection, is followed by another
    /// one after a pause.</summary>
    /// <param name="name">The connection's name, as the broker shows it.</param>
    /// <param name="session">What to do with a connection.</param>
    /// <param name="cancel">Ends it; then it returns without an exception.</param>
    /// <exception cref="QueueRefusedException">The broker refuses for good.</exception>
    public async Task RunAsync(
        string name, Func<IConnection, CancellationToken, Task> session, CancellationToken cancel)
    {
        TimeSpan pause = options.FirstPause;
        while (!cancel.IsCancellationRequested)
        {
            long start = clock.GetTimestamp();
            try
            {
                await OnceAsync(name, session, cancel).ConfigureAwait(false);
            }
            catch (Exception problem) when (RabbitLoss.Is(problem, cancel))
            {
                notice(new QueueNotice(QueueNoticeKind.Lost, $"{name}: {RabbitLoss.Text(problem)}"));
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }

            pause = clock.GetElapsedTime(start) > options.GoodAfter ? options.FirstPause : pause;
            await PauseAsync(pause, cancel).ConfigureAwait(false);
            pause = pause * 2 < options.LastPause ? pause * 2 : options.LastPause;
        }
    }

    /// <summary>A connection; recovery is ours, because half-recovered consumers are hard to reason about.</summary>
    /// <exception cref="QueueRefusedException">The user or the virtual host is refused.</exception>
    public async Task<IConnection> ConnectAsync(string name, CancellationToken cancel)
    {
        var factory = new ConnectionFactory
        {
            Uri = options.Address,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            MaxInboundMessageBodySize = MaximumInbound,
            RequestedHeartbeat = TimeSpan.FromSeconds(20),
            RequestedConnectionTimeout = options.RequestTimeout,
            ContinuationTimeout = options.RequestTimeout,
        };
        try
        {
            return await factory.CreateConnectionAsync(name, cancel).ConfigureAwait(false);
        }
        catch (BrokerUnreachableException problem)
            when (problem.InnerException is PossibleAuthenticationFailureException or AuthenticationFailureException)
        {
            throw new QueueRefusedException(
                $"The broker at {options.Address.Host}:{options.Address.Port} refuses the user or the password.",
                problem);
        }
    }

    private async Task OnceAsync(
        string name, Func<IConnection, CancellationToken, Task> session, CancellationToken cancel)
    {
        IConnection connection = await ConnectAsync(name, cancel).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await RabbitTopology.DeclareAsync(connection, options, cancel).ConfigureAwait(false);
            notice(new QueueNotice(QueueNoticeKind.Connected, name));
            await session(connection, cancel).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(pause, clock, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The loop sees it.
        }
    }
}
