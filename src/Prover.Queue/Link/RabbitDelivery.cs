using RabbitMQ.Client;

namespace Prover.Queue;

/// <summary>A message from a queue; the body is a copy.</summary>
internal sealed record RabbitDelivery(
    ulong Tag, bool IsAgain, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body);
