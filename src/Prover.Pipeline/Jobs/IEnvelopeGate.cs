namespace Prover.Pipeline;

/// <summary>Looks at the bytes of a block envelope before they become a job.</summary>
public interface IEnvelopeGate
{
    /// <summary>Which job it is and for which circuit; or why it does not come in: one line.</summary>
    /// <remarks>Only what is quick: the bytes decode, chain, contract and circuit are those of this node. That the
    /// parts belong together is checked with the witness.</remarks>
    EnvelopeLook Look(ReadOnlyMemory<byte> envelope);
}
