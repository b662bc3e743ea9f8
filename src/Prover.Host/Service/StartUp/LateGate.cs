using Prover.Pipeline;

namespace Prover.Host.Service.StartUp;

/// <summary>A gate that is closed until it is known what is served.</summary>
internal sealed class LateGate : IEnvelopeGate
{
    private volatile IEnvelopeGate? gate;

    /// <summary>Opens it.</summary>
    public void Open(IEnvelopeGate known) => gate = known;

    public EnvelopeLook Look(ReadOnlyMemory<byte> envelope)
    {
        return gate?.Look(envelope)
            ?? new EnvelopeLook(default, default, AdmissionVerdict.NotServed, "the node is starting");
    }
}
