using Prover.Algebra;
using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Cli;
using Assigned = Prover.Circuits.Witness;

namespace Prover.Host.Bench.Kernels;

/// <summary>groth16.verify and groth16.verify-batch: proofs of one short chain, each from another start.</summary>
/// <remarks>
/// The time does not depend on the size of the circuit, only on its one public input. A verifier that says yes to
/// everything is caught: with one public input altered the answer must be no.
/// </remarks>
internal sealed class VerifyCase(KernelSpec spec, ChainInputs inputs) : KernelCase(spec)
{
    private readonly List<Proof> proofs = [];
    private readonly List<Fr[]> publics = [];
    private VerifyingKey? key;
    private bool right;

    public override bool UsesThreads => false;

    public override void Prepare(ComputeBudget budget)
    {
        ComputeBudget quiet = budget.Quiet();
        ResidentKey proving = inputs.Key(quiet);
        key = proving.Key.VerifyingKey;
        for (int i = 0; i < Spec.Size; i++)
        {
            using Assigned witness = inputs.Solve();
            proofs.Add(Groth16.Prove.Witness(proving, witness, quiet));
            publics.Add(witness.PublicInputs.ToArray());
            budget.Progress?.Report((i + 1.0) / Spec.Size);
        }
    }

    public override void Rewind() => right = true;

    public override void Run(int repetitions, ComputeBudget budget)
    {
        for (int i = 0; i < repetitions; i++)
        {
            budget.Cancellation.ThrowIfCancellationRequested();
            right &= Verify();
        }
    }

    public override bool IsRight(int repetitions)
    {
        Fr honest = publics[^1][0];
        publics[^1][0] += Fr.One;
        bool fooled = Verify();
        publics[^1][0] = honest;
        return right && !fooled;
    }

    public override CommandException WrongResult(IComputeDevice device)
    {
        return new CommandException(
            ExitCode.InvalidProof, $"{Spec} takes right proofs for false or false ones for right: no figures");
    }

    private bool Verify()
    {
        return Spec.Name == KernelNames.Verify
            ? Groth16.Verify.Proof(key!, proofs[0], publics[0])
            : Groth16.Verify.Batch(key!, proofs, publics);
    }
}
