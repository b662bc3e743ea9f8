using System.Net.Sockets;
using System.Threading.Channels;
using Prover.Wire;
using RabbitMQ.Client.Exceptions;

namespace Prover.Client;

/// <summary>Which exceptions mean that the broker or the node did not answer.</summary>
internal static class AmqpLoss
{
    /// <summary>True where another attempt may do better.</summary>
    public static bool Is(Exception problem, CancellationToken cancel) => problem switch
    {
        OperationCanceledException => !cancel.IsCancellationRequested,
        RabbitMQClientException or IOException or SocketException or TimeoutException => true,
        ObjectDisposedException or ChannelClosedException or EnvelopeException => true,
        _ => false,
    };
}
