using System.Runtime.InteropServices;
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
    /// <para>Checks (A·w) ∘ (B·w) = C·w first: an unsatisfying assignment is an error, never a proof. The caller
    /// verifies the proof before it leaves the process.</para>
    /// <para>A = α + Σ wᵢuᵢ + rδ, B = β + Σ wᵢvᵢ + sδ, C = Σ_private wᵢcᵢ + Σ hᵢHᵢ + sA + rB − rsδ. Randomised by r
    /// and s: equal assignments give different proofs unless seeded. Buffers with the assignment and r, s are
    /// cleared.</para>
    /// </remarks>
    /// <param name="key">The key on its device.</param>
    /// <param name="assignment">All wires: 1, public inputs, the others.</param>
    /// <param name="budget">Threads, progress, cancellation.</param>
    /// <param name="seed">Empty: r and s from the operating system. Otherwise derived from the seed: for tests
    /// only.</param>
    /// <exception cref="ArgumentException">The assignment has the wrong length or does not begin with 1.</exception>
    /// <exception cref="UnsatisfiedException">The assignment does not satisfy; names the constraint.</exception>
    public static Proof Assignment(
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
        using ResidentFrVector wires = key.Device.UploadFr(assignment);
        using ResidentFrVector quotient = Quotient.Compute(key, wires, assignment, budget.Part(0, 0.25));
        Sums sums = ComputeSums(key, wires, quotient, budget.Part(0.25, 1));
        return Blind(key.Key, in sums, in blinding.Span[0], in blinding.Span[1]);
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

    private static Sums ComputeSums(
        ResidentKey key, ResidentFrVector wires, ResidentFrVector quotient, ComputeBudget budget)
    {
        IComputeDevice device = key.Device;
        int open = key.Key.PublicCount + 1;
        using ResidentFrVector wiresA = device.AllocateFr(key.WiresA.Length);
        using ResidentFrVector wiresB = device.AllocateFr(key.WiresB.Length);
        using ResidentFrVector wiresC = wires.Slice(open, wires.Length - open);
        device.Gather(wires, key.WiresA, wiresA, budget.Quiet());
        device.Gather(wires, key.WiresB, wiresB, budget.Quiet());
        G1Affine[] g1 = device.Msm(
            [
                new MsmG1(key.PointsA, wiresA),
                new MsmG1(key.PointsB1, wiresB),
                new MsmG1(key.PointsC, wiresC),
                new MsmG1(key.PointsH, quotient),
            ],
            budget.Part(0, 0.65));
        G2Affine b2 = device.Msm(key.PointsB2, wiresB, budget.Part(0.65, 1));
        return new Sums(g1[0], g1[1], b2, G1.FromAffine(in g1[2]) + g1[3]);
    }

    private static Proof Blind(ProvingKey key, in Sums sums, in Fr r, in Fr s)
    {
        G1 delta1 = G1.FromAffine(in key.ElementsG1[2]);
        G2 delta2 = G2.FromAffine(in key.ElementsG2[2]);
        G1 a = delta1.MultiplyVarTime(in r) + key.ElementsG1[0] + sums.A;
        G1 b1 = delta1.MultiplyVarTime(in s) + key.ElementsG1[1] + sums.B1;
        G2 b2 = delta2.MultiplyVarTime(in s) + key.ElementsG2[0] + sums.B2;
        G1 c = sums.C + a.MultiplyVarTime(in s) + b1.MultiplyVarTime(in r) - delta1.MultiplyVarTime(r * s);
        return new Proof(a.ToAffine(), b2.ToAffine(), c.ToAffine());
    }

    /// <summary>Σ wᵢuᵢ, Σ wᵢvᵢ in both groups, and Σ wᵢcᵢ + Σ hᵢHᵢ: what blinding is added to.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Sums(G1Affine A, G1Affine B1, G2Affine B2, G1 C);
}
