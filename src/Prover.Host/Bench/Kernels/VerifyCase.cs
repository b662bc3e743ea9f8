using Prover.Algebra;
using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Cli;
using Assigned = Prover.Circuits.Witness;

namespace Prover.Host.Bench.Kernels;

/// <summary>groth16.verify and groth16.verify-batch: proofs of one short chain, each from another start, under a
/// prepared key.</summary>
/// <remarks>
/// The time does not depend on the size of the circuit, only on its one public input. A verifier that says yes to
/// everything is caught: with one public input altered the answer must be no.
/// </remarks>
internal sealed class VerifyCase(KernelSpec spec, IComputeDevice device, ChainInputs inputs) : KernelCase(spec)
{
    private Claim[] claims = [];
    private Claim[] lies = [];
    private PreparedVerifyingKey? key;
    private bool right;

    /// <summary>A batch can be shared out, a single proof cannot.</summary>
    public override bool UsesThreads => Spec.Name == KernelNames.VerifyBatch;

    public override void Prepare(ComputeBudget budget)
    {
        ComputeBudget quiet = budget.Quiet();
        ResidentKey proving = inputs.Key(quiet);
        key = new PreparedVerifyingKey(proving.Key.VerifyingKey, device);
        claims = new Claim[Spec.Size];
        for (int i = 0; i < claims.Length; i++)
        {
            using Assigned witness = inputs.Solve();
            Proof proof = Groth16.Prove.Witness(proving, witness, quiet);
            claims[i] = new Claim(proof, witness.PublicInputs.ToArray());
            budget.Progress?.Report((i + 1.0) / claims.Length);
        }

        Claim last = claims[^1];
        lies = [.. claims[..^1], last with { PublicInputs = new[] { last.PublicInputs.Span[0] + Fr.One } }];
    }

    public override void Rewind() => right = true;

    public override void Run(int repetitions, ComputeBudget budget)
    {
        for (int i = 0; i < repetitions; i++)
        {
            right &= Verify(claims, budget);
        }
    }

    public override bool IsRight(int repetitions) => right && !Verify(lies, ComputeBudget.SingleThread);

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

    private bool Verify(Claim[] all, ComputeBudget budget)
    {
        return Spec.Name == KernelNames.Verify
            ? Groth16.Verify.Proof(key!, all[^1].Proof, all[^1].PublicInputs.Span, budget)
            : Groth16.Verify.Batch(key!, all, budget);
    }
}
