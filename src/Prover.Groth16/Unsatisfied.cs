using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>Finds out why a proof does not verify.</summary>
internal static class Unsatisfied
{
    /// <summary>The exception for the first row with (A·w)·(B·w) ≠ C·w, or for a device whose proof is wrong although
    /// every row is satisfied.</summary>
    public static Exception Find(ResidentKey key, FixedMemory<Fr> assignment, ComputeBudget budget)
    {
        int row = FirstRow(key, assignment, budget);
        if (row < 0)
        {
            return new UnverifiedProofException(key.Device.Name);
        }

        IReadOnlyList<UnsatisfiedConstraint> failures = key.Circuit?.Check(assignment.Span, limit: 1) ?? [];
        var label = new SourceLabel("unknown: the key was loaded without its circuit", string.Empty, 0);
        return new UnsatisfiedException(
            failures.Count > 0 ? failures[0] : new UnsatisfiedConstraint(row, "unknown scope", label));
    }

    private static int FirstRow(ResidentKey key, FixedMemory<Fr> assignment, ComputeBudget budget)
    {
        IComputeDevice device = key.Device;
        using ResidentFrVector wires = device.LoadFr(assignment);
        using ResidentFrVector a = device.AllocateFr(key.A.Rows);
        using ResidentFrVector b = device.AllocateFr(key.A.Rows);
        using ResidentFrVector c = device.AllocateFr(key.A.Rows);
        device.Multiply(key.A, wires, a, budget);
        device.Multiply(key.B, wires, b, budget);
        device.Multiply(key.C, wires, c, budget);
        device.MultiplySubtract(a, b, c, a, budget);
        using var values = new AlignedBuffer<Fr>(a.Length);
        device.Download(a, values.Span);
        return values.Span.IndexOfAnyExcept(Fr.Zero);
    }
}
