using Prover.Algebra;

namespace Prover.Circuits;

/// <content>Checks of finished assignments.</content>
public sealed partial class CompiledCircuit
{
    /// <summary>All constraints that a witness breaks: failed assertions of the solve first, then rows of the R1CS.</summary>
    public IReadOnlyList<UnsatisfiedConstraint> Check(Witness witness, bool revealValues = false, int limit = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(witness);
        List<UnsatisfiedConstraint> failures = [.. witness.Failures.Where(f => f.Index < 0).Take(limit)];
        failures.AddRange(Check(witness.Values, revealValues, limit - failures.Count));
        return failures;
    }

    /// <summary>The rows of the R1CS that an assignment of all wires breaks, at most <paramref name="limit"/>.</summary>
    /// <exception cref="ArgumentException">The assignment has the wrong length.</exception>
    public IReadOnlyList<UnsatisfiedConstraint> Check(
        ReadOnlySpan<Fr> assignment, bool revealValues = false, int limit = int.MaxValue)
    {
        if (assignment.Length != R1cs.WireCount)
        {
            throw new ArgumentException($"{R1cs.WireCount} values are needed, got {assignment.Length}.", nameof(assignment));
        }

        List<UnsatisfiedConstraint> failures = [];
        for (int row = 0; row < R1cs.ConstraintCount && failures.Count < limit; row++)
        {
            if (!R1cs.IsSatisfied(row, assignment))
            {
                failures.Add(Explain(row, assignment, revealValues));
            }
        }

        return failures;
    }

    private UnsatisfiedConstraint Explain(int row, ReadOnlySpan<Fr> assignment, bool revealValues)
    {
        RowInfo info = _rowInfos[row];
        UnsatisfiedConstraint constraint = new(row, _scopes.Path(info.Scope), _labels[info.Label]);
        return !revealValues ? constraint : constraint with
        {
            Left = R1cs.Evaluate(R1cs.A, row, assignment) * R1cs.Evaluate(R1cs.B, row, assignment),
            Right = R1cs.Evaluate(R1cs.C, row, assignment),
        };
    }
}
