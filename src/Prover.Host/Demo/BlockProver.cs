using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Cli;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Wire;
using Prover.Witness;

namespace Prover.Host.Demo;

/// <summary>From a sealed block to what L1 takes: envelope, witness, proof, verification.</summary>
internal sealed class BlockProver(
    WitnessGenerator generator, ResidentKey key, Stages stages, CancellationToken cancel)
{
    /// <summary>Proves a block. The proof is verified before it is returned.</summary>
    /// <exception cref="CommandException">The proof does not verify.</exception>
    public ProvenBlock Prove(ExecutedBlock block)
    {
        uint number = block.Header.Number;
        // The road of a real deployment: the witness sees nothing but the bytes that the queue carries.
        byte[] envelope = BlockEnvelopeCodec.Encode(BlockEnvelope.Of(block));
        Timed<BlockWitness> made = stages.Run($"block {number}: witness", _ => generator.Generate(envelope));
        using BlockWitness witness = made.Value;
        Timed<Proof> proof = stages.Run($"block {number}: prove", progress =>
            Groth16.Prove.Witness(key, witness.Values, Budgets.All(progress, cancel)));
        PublicInputs inputs = witness.Block.Inputs;
        Timed<bool> valid = stages.Run($"block {number}: verify", _ => Verify(proof.Value, inputs));
        if (!valid.Value)
        {
            throw new CommandException(
                ExitCode.InvalidProof,
                $"block {number}: the proof made on {key.Device.Name} does not verify; not sent");
        }

        BlockSubmission submission = BlockSubmission.Of(
            witness.Block.Block, inputs.C, witness.Block.Diff, proof.Value.ToBytes());
        return new ProvenBlock(
            submission, envelope.Length, made.Milliseconds, proof.Milliseconds, valid.Milliseconds);
    }

    private bool Verify(Proof proof, PublicInputs inputs)
    {
        return Groth16.Verify.Proof(key.Key.VerifyingKey, proof, [inputs.C, inputs.Z, inputs.Y]);
    }
}

/// <summary>A block with its proof.</summary>
/// <param name="Submission">What goes to L1.</param>
/// <param name="EnvelopeBytes">Length of the envelope that the witness was made from.</param>
/// <param name="WitnessMs">Time to make the witness.</param>
/// <param name="ProveMs">Time to prove.</param>
/// <param name="VerifyMs">Time to verify.</param>
internal sealed record ProvenBlock(
    BlockSubmission Submission,
    int EnvelopeBytes,
    long WitnessMs,
    long ProveMs,
    long VerifyMs);
