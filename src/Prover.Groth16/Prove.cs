using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>Makes proofs.</summary>
public static class Prove
{
    /// <summary>Proves that an assignment satisfies the circuit of a key; ePrint 2016/260, section 3.2, figure of
    /// Prove.</summary>
    /// <remarks>
    /// <para>The proof is verified before it is returned: an unsatisfying assignment is an error, never a proof, and so
    /// is a device that computes wrongly.</para>
    /// <para>A = α + Σ wᵢuᵢ + rδ, B = β + Σ wᵢvᵢ + sδ, C = Σ_private wᵢcᵢ + Σ hᵢHᵢ + sA + rB − rsδ. Randomised by r
    /// and s: equal assignments give different proofs unless seeded. Buffers with values of the assignment, digits,
    /// r and s are cleared, also when it is cancelled; the memory of the assignment itself belongs to the
    /// caller.</para>
    /// </remarks>
    /// <param name="key">The key on its device.</param>
    /// <param name="assignment">All wires: 1, public inputs, the others.</param>
    /// <param name="budget">Threads, progress, cancellation.</param>
    /// <param name="seed">Empty: r and s from the operating system. Otherwise derived from the seed: for tests
    /// only.</param>
    /// <exception cref="ArgumentException">The assignment has the wrong length or does not begin with 1.</exception>
    /// <exception cref="UnsatisfiedException">The assignment does not satisfy; names the constraint.</exception>
    /// <exception cref="UnverifiedProofException">The device made a wrong proof of a right assignment.</exception>
    public static unsafe Proof Assignment(
        ResidentKey key, ReadOnlySpan<Fr> assignment, ComputeBudget budget, ReadOnlySpan<byte> seed = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(budget);
        if (assignment.Length != key.Key.WireCount || assignment[0] != Fr.One)
        {
            throw new ArgumentException(
                $"Expected {key.Key.WireCount} wires of which the first is 1, found {assignment.Length} wires.");
        }

        using var source = new ScalarSource(seed, "prover groth16 blinding");
        using var blinding = new AlignedBuffer<Fr>(2);
        blinding.Span[0] = source.Next();
        blinding.Span[1] = source.Next();
        fixed (Fr* wires = assignment)
        {
            var memory = new FixedMemory<Fr>(wires, assignment.Length, null);
            using var plan = new ProofPlan(key, memory, blinding.Memory);
            Proof proof = plan.Run(budget);
            ReadOnlySpan<Fr> inputs = assignment.Slice(1, key.Key.PublicCount);
            return Verify.Proof(key.VerifyingKey, proof, inputs, budget.Quiet())
                ? proof
                : throw Unsatisfied.Find(key, memory, budget.Quiet());
        }
    }

    /// <inheritdoc cref="Assignment"/>
    /// <param name="key">The key on its device.</param>
    /// <param name="witness">The solved assignment.</param>
    /// <param name="budget">Threads, progress, cancellation.</param>
    public static Proof Witness(ResidentKey key, Witness witness, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(witness);
        return Assignment(key, witness.Values, budget);
    }
}
