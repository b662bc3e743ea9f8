using Prover.Rollup;
using Prover.Wire;

namespace Prover.Host.Service.StartUp;

/// <summary>A block without operations, for a first proof.</summary>
internal static class EmptyBlock
{
    // Nobody's rollup: the proof is worth nothing anywhere.
    private static readonly Domain Nowhere = new(0, EthAddress.Parse("0x000000000000000000000000000000000000dead"));

    /// <summary>The envelope of an empty block for a circuit.</summary>
    public static byte[] Envelope(ServedCircuit circuit)
    {
        BlockContext context = new(Nowhere, circuit.Provable.Id, 1, 0, 0, default);
        SealedBlock block = new BlockBuilder(RollupState.Empty, context, circuit.Capacities).Seal();
        return BlockEnvelopeCodec.Encode(BlockEnvelope.Of(block.Block));
    }
}
