using Prover.Rollup;
using Prover.Wire;

namespace Prover.Pipeline;

/// <summary>Lets in what decodes and is for this node's rollup and circuits.</summary>
/// <param name="domain">The chain and the contract.</param>
/// <param name="circuits">The circuits that are served.</param>
public sealed class EnvelopeGate(Domain domain, IReadOnlyList<Bytes32> circuits) : IEnvelopeGate
{
    /// <inheritdoc/>
    public EnvelopeLook Look(ReadOnlyMemory<byte> envelope)
    {
        BlockHeader header;
        try
        {
            header = BlockEnvelopeCodec.Decode(envelope).Header;
        }
        catch (EnvelopeException fault)
        {
            return Refuse(AdmissionVerdict.Malformed, fault.Message);
        }

        if (header.Domain != domain)
        {
            return Refuse(
                AdmissionVerdict.NotServed,
                $"The block is for chain {header.Domain.ChainId}, contract {header.Domain.Contract};"
                + $" served are chain {domain.ChainId}, contract {domain.Contract}.");
        }

        if (!circuits.Contains(header.CircuitId))
        {
            return Refuse(
                AdmissionVerdict.NotServed,
                $"The block is for circuit {header.CircuitId}; served are {string.Join(", ", circuits)}.");
        }

        return header.Number == 0
            ? Refuse(AdmissionVerdict.Malformed, "Blocks are counted from 1, found number 0.")
            : new EnvelopeLook(new JobId(domain.ChainId, header.Number), header.CircuitId);
    }

    private static EnvelopeLook Refuse(AdmissionVerdict verdict, string reason) =>
        new(default, default, verdict, reason);
}
