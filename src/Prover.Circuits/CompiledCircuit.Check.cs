using Prover.Algebra;

namespace Prover.Circuits;

/// <content>Checks of finished assignments.</content>
public sealed partial class CompiledCircuit
{
    /// <summary>The rows of the R1CS that an assignment of all wires breaks: what refuses a prover.</summary>
    /// <remarks>
    /// Linear assertions are no rows, and a solve that has failed one went on with values that the final system does
    /// not have; a test of soundness asks <see cref="Testing.Forger"/>.
    /// </remarks>
    /// <param name="assignment">All wires.</param>
    /// <param name="revealValues">Show private values; for tests only.</param>
    /// <param name="limit">At most so many.</param>
    /// <exception cref="ArgumentException">The assignment has the wrong length.</exception>
    public IReadOnlyList<UnsatisfiedConstraint> Check(
        ReadOnlySpan<Fr> assignment, bool revealValues = false, int limit = int.MaxValue)
    {
        if (assignment.Length != R1cs.WireCount)
        {
            throw new ArgumentException(
                $"{R1cs.WireCount} values are needed, got {assignment.Length}.", nameof(assignment));
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

    /// <summary>
    /// Where a constraint comes from: what was asserted, in the words of the outermost gadget around it if there is
    /// one, and the scopes it stands in.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No such constraint.</exception>
    public (SourceLabel Label, string Scope) Describe(int constraint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(constraint);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(constraint, _rowInfos.Length);
        RowInfo info = _rowInfos[constraint];
        return (_scopes.OutermostClaim(info.Scope) ?? _labels[info.Label], _scopes.Path(info.Scope));
    }

    private UnsatisfiedConstraint Explain(int row, ReadOnlySpan<Fr> assignment, bool revealValues)
    {
        RowInfo info = _rowInfos[row];
        return new UnsatisfiedConstraint(row, _scopes.Path(info.Scope), _labels[info.Label])
        {
            Claim = _scopes.OutermostClaim(info.Scope),
            Inputs = InputsOfRow(row, assignment, revealValues),
            Left = revealValues
                ? R1cs.Evaluate(R1cs.A, row, assignment) * R1cs.Evaluate(R1cs.B, row, assignment) : null,
            Right = revealValues ? R1cs.Evaluate(R1cs.C, row, assignment) : null,
        };
    }
}
