using Prover.Pipeline;

namespace Prover.Host.Service.StartUp;

/// <summary>What is put around the ports of a process when it is put together: nothing, unless whoever does it wants to
/// watch them or to break them.</summary>
/// <remarks>Each wraps the real part. That one is disposed by its owner; a wrapper holds nothing.</remarks>
internal sealed record NodeSeams
{
    /// <summary>Nothing around anything.</summary>
    public static NodeSeams None { get; } = new();

    /// <summary>Around the job table.</summary>
    public Func<IJobStore, IJobStore> Jobs { get; init; } = jobs => jobs;

    /// <summary>Around the blocks.</summary>
    public Func<IPayloadStore, IPayloadStore> Payloads { get; init; } = payloads => payloads;

    /// <summary>Around L1.</summary>
    public Func<IL1Sender, IL1Sender> Sender { get; init; } = sender => sender;

    /// <summary>Around each device that proves.</summary>
    public Func<IBlockProver, IBlockProver> Prover { get; init; } = prover => prover;
}
