using Prover.Rollup;

namespace Prover.Wire;

/// <summary>Which lease a message is about.</summary>
/// <param name="Job">The job.</param>
/// <param name="Fence">The lease's number.</param>
/// <param name="Envelope">The SHA-256 of the block envelope.</param>
/// <param name="CircuitId">The circuit.</param>
public sealed record WorkLease(JobName Job, long Fence, Bytes32 Envelope, Bytes32 CircuitId)
{
    internal const int Fields = 4;

    internal static void Write(ref WireWriter writer, WorkLease lease)
    {
        JobName.Write(ref writer, lease.Job);
        writer.Integer((ulong)lease.Fence);
        writer.Hash(lease.Envelope);
        writer.Hash(lease.CircuitId);
    }

    internal static WorkLease Read(ref WireReader reader) => new(
        JobName.Read(ref reader),
        (long)reader.Integer("fence", long.MaxValue),
        reader.Hash("envelope"),
        reader.Hash("circuitId"));
}
