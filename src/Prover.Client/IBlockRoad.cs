using Prover.Wire;

namespace Prover.Client;

/// <summary>A way to the node. One attempt each; the publisher repeats them.</summary>
internal interface IBlockRoad : IAsyncDisposable
{
    /// <summary>Sends an envelope once and waits for the answer.</summary>
    /// <exception cref="RoadLostException">No answer; send it again.</exception>
    /// <exception cref="BlockRefusedException">Not let in.</exception>
    Task<BlockAnswer> SendAsync(string key, ReadOnlyMemory<byte> envelope, CancellationToken cancel);

    /// <summary>What happens to a job after an event, as long as the road holds.</summary>
    /// <exception cref="RoadLostException">Lost on the way; go on after the last event.</exception>
    /// <exception cref="BlockRefusedException">There is no such job, or not let in.</exception>
    IAsyncEnumerable<JobUpdate> FollowAsync(JobName job, long after, CancellationToken cancel);
}
