using System.Net.Sockets;
using System.Threading.Channels;
using RabbitMQ.Client.Exceptions;

namespace Prover.Queue;

/// <summary>Which exceptions mean that the connection is gone and another one may do better.</summary>
internal static class RabbitLoss
{
    /// <summary>True for what the client throws on a lost connection, channel or confirmation.</summary>
    /// <param name="problem">What was thrown.</param>
    /// <param name="cancel">The caller's own wish to stop: then an
    /// <see cref="OperationCanceledException"/> is no loss.</param>
    public static bool Is(Exception problem, CancellationToken cancel) => problem switch
    {
        OperationCanceledException => !cancel.IsCancellationRequested,
        RabbitMQClientException or IOException or SocketException or TimeoutException => true,
        ObjectDisposedException or ChannelClosedException => true,
        _ => false,
    };

    /// <summary>One line about it without the address, which holds the password.</summary>
    public static string Text(Exception problem)
    {
        Exception inmost = problem is BrokerUnreachableException { InnerException: { } inner } ? inner : problem;
        return inmost switch
        {
            OperationInterruptedException { ShutdownReason: { } reason } =>
                $"{reason.ReplyCode} {reason.ReplyText}",
            OperationCanceledException => "the broker does not answer in time",
            _ => inmost.Message.ReplaceLineEndings(" "),
        };
    }
}
