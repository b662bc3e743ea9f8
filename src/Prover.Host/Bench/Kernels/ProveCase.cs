using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Cli;
using Assigned = Prover.Circuits.Witness;

namespace Prover.Host.Bench.Kernels;

/// <summary>groth16.prove: from a solved witness and a loaded key to a proof; every proof is verified.</summary>
/// <remarks>The blinding is random, as in earnest: two runs give different proofs.</remarks>
internal sealed class ProveCase(KernelSpec spec, ChainInputs inputs) : KernelCase(spec)
{
    private readonly List<Proof> proofs = [];
    private ResidentKey? key;
    private Assigned? witness;

    public override void Prepare(ComputeBudget budget)
    {
        key = inputs.Key(budget);
        witness = inputs.Solve();
        inputs.ForgetCircuit();
    }

    public override void Rewind() => proofs.Clear();

    public override void Run(int repetitions, ComputeBudget budget)
    {
        for (int i = 0; i < repetitions; i++)
        {
            try
            {
                proofs.Add(Groth16.Prove.Witness(key!, witness!, budget));
            }
            catch (UnverifiedProofException)
            {
                throw WrongResult(key!.Device);
            }
        }
    }

    public override bool IsRight(int repetitions)
    {
        return proofs.Count == repetitions && proofs.TrueForAll(proof =>
            Groth16.Verify.Proof(key!.Key.VerifyingKey, proof, witness!.PublicInputs));
    }

    public override CommandException WrongResult(IComputeDevice device)
    {
        return new CommandException(
            ExitCode.InvalidProof, $"a proof of {Spec} made on {device.Name} does not verify: no figures");
    }

    public override void Dispose()
    {
        witness?.Dispose();
        base.Dispose();
    }
}
