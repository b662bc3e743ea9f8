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
    private readonly List<Claim> claims = [];
    private PreparedVerifyingKey? key;
    private bool right;

    public override bool UsesThreads => Spec.Name == KernelNames.VerifyBatch;

    public override void Prepare(ComputeBudget budget)
    {
        ComputeBudget quiet = budget.Quiet();
        ResidentKey proving = inputs.Key(quiet);
        key = new PreparedVerifyingKey(proving.Key.VerifyingKey, proving.Device);
        for (int i = 0; i < Spec.Size; i++)
        {
            using Assigned witness = inputs.Solve();
            claims.Add(new Claim(Groth16.Prove.Witness(proving, witness, quiet), witness.PublicInputs.ToArray()));
            budget.Progress?.Report((i + 1.0) / Spec.Size);
        }
    }

    public override void Rewind() => right = true;

    public override void Run(int repetitions, ComputeBudget budget)
    {
        for (int i = 0; i < repetitions; i++)
        {
            right &= Verify(budget);
        }
    }

    public override bool IsRight(int repetitions)
    {
        Claim honest = claims[^1];
        claims[^1] = honest with { PublicInputs = new[] { honest.PublicInputs.Span[0] + Fr.One } };
        bool fooled = Verify(ComputeBudget.SingleThread);
        claims[^1] = honest;
        return right && !fooled;
    }

    public override CommandException WrongResult(IComputeDevice device)
    {
        return new CommandException(
            ExitCode.InvalidProof, $"{Spec} takes right proofs for false or false ones for right: no figures");
    }

    public override void Dispose()
    {
        key?.Dispose();
        base.Dispose();
    }

    private bool Verify(ComputeBudget budget)
    {
        return Spec.Name == KernelNames.Verify
            ? Groth16.Verify.Proof(key!, claims[0].Proof, claims[0].PublicInputs.Span, budget)
            : Groth16.Verify.Batch(key!, claims, budget);
    }
}
