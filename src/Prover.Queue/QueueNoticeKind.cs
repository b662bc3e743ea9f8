namespace Prover.Queue;

/// <summary>What happened between this process and the broker.</summary>
public enum QueueNoticeKind
{
    /// <summary>Connected, the queues are as they should be.</summary>
    Connected,

    /// <summary>The broker cannot be reached, or the connection is lost; tried again by itself.</summary>
    Lost,

    /// <summary>A message was put among the dead ones with its reason.</summary>
    DeadLettered,

    /// <summary>A block is held or went to the end of its queue: the store cannot take it now.</summary>
    Held,

    /// <summary>A request could not be read, and was dropped.</summary>
    Dropped,
}
