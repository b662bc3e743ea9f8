using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>Substitutes linear constraints away: each removes one private variable from the whole system.</summary>
/// <remarks>
/// The pivot of a constraint is the created variable whose removal adds the fewest terms (occurrences × terms of the
/// constraint); a private input is taken only if nothing else is there, a public input never. A constraint between
/// public
/// inputs alone stays as a row. Rows whose factor becomes constant on the way are linear themselves and take part in
/// the
/// next round. The system before and after have the same solutions, up to the removed variables, which are functions of
/// the others.
/// </remarks>
internal sealed class LinearElimination
{
    private readonly PivotOrder _order;
    private readonly List<HintOrigin> _hints;
    private readonly CoefficientTable _table;
    private readonly int _publicCount;
    private readonly int _inputCount;
    private readonly Term[]?[] _substitutions;
    private readonly List<LinearConstraint> _kept = [];
    private readonly LabelTable _labels;
    private readonly TermAccumulator _accumulator = new();
    private ConstraintRows _rows;
    private List<LinearConstraint> _pending;

    public LinearElimination(R1csCompiler compiler, PivotOrder order = PivotOrder.FewestOccurrences)
    {
        _order = order;
        _hints = compiler.Hints;
        _table = compiler.Table;
        _publicCount = compiler.PublicCount;
        _inputCount = compiler.InputCount;
        _substitutions = new Term[]?[compiler.VariableCount];
        _rows = compiler.Rows;
        _pending = [.. compiler.Linear];
        _labels = compiler.Labels;
    }

    /// <summary>The remaining rows, in the order in which they were made; rows between public inputs last.</summary>
    public ConstraintRows Rows => _rows;

    /// <summary>Whether a variable was removed.</summary>
    public bool IsRemoved(int variable) => _substitutions[variable] is not null;

    /// <summary>What a removed variable is, free of removed variables; only after <see cref="Substitute"/>.</summary>
    public Term[] FormOf(int variable) => Reduce(_substitutions[variable]!);

    /// <summary>Substitutes, and keeps what could not be removed as rows.</summary>
    public void Run()
    {
        Substitute();
        foreach (LinearConstraint constraint in _kept)
        {
            _rows.Append(constraint.Terms, [new Term(0, Fr.One)], [], _table, constraint.Info);
        }
    }

    /// <summary>Runs until no linear constraint is left that could be removed; the compiler stays as it is.</summary>
    public void Substitute()
    {
        while (_pending.Count > 0)
        {
            List<uint> pivots = ChoosePivots();
            SubstituteBack(pivots);
            _pending = [];
            if (pivots.Count > 0)
            {
                RewriteRows();
            }
        }
    }

    private List<uint> ChoosePivots()
    {
        long[] occurrences = CountOccurrences();
        List<uint> pivots = [];
        foreach (LinearConstraint constraint in _pending)
        {
            Term[] terms = Reduce(constraint.Terms);
            int pivot = FindPivot(terms, occurrences);
            if (pivot >= 0)
            {
                uint variable = terms[pivot].Variable;
                foreach (Term term in terms)
                {
                    occurrences[term.Variable] += occurrences[variable];
                }

                _substitutions[variable] = SolveFor(terms, pivot);
                pivots.Add(variable);
            }
            else if (!LinearForm.IsConstant(terms))
            {
                _kept.Add(constraint with { Terms = terms });
            }
            else if (terms.Length > 0)
            {
                SourceLabel label = _labels[constraint.Info.Label];
                throw new CircuitException($"{label}: '{label.Expression}' contradicts other linear constraints.");
            }
        }

        return pivots;
    }

    private long[] CountOccurrences()
    {
        long[] occurrences = new long[_substitutions.Length];
        foreach (RowStore matrix in (ReadOnlySpan<RowStore>)[_rows.A, _rows.B, _rows.C])
        {
            foreach (uint variable in matrix.AllVariables)
            {
                occurrences[variable]++;
            }
        }

        return occurrences;
    }

    /// <summary>
    /// The position of the best private variable by the order, created ones before inputs; −1 if there is none.
    /// </summary>
    private int FindPivot(Term[] terms, long[] occurrences)
    {
        int best = -1;
        for (int i = 0; i < terms.Length; i++)
        {
            uint variable = terms[i].Variable;
            if (variable > _publicCount && (best < 0 || IsBetter(variable, terms[best].Variable, occurrences)))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Whether a variable is the better pivot; it comes behind the other, and wins if all is equal.</summary>
    private bool IsBetter(uint variable, uint other, long[] occurrences)
    {
        bool input = variable <= _inputCount;
        if (input != other <= _inputCount)
        {
            return !input;
        }

        return _order switch
        {
            PivotOrder.FewestOccurrences => occurrences[variable] <= occurrences[other],
            PivotOrder.LatestHint => IsHint(variable) || !IsHint(other),
            _ => true,
        };
    }

    private bool IsHint(uint variable) => HintOrigin.Find(_hints, (int)variable) is not null;

    /// <summary>terms[pivot] as a form in the others.</summary>
    private static Term[] SolveFor(Term[] terms, int pivot)
    {
        Fr factor = -terms[pivot].Coefficient.Inverse();
        Term[] solution = new Term[terms.Length - 1];
        for (int i = 0, next = 0; i < terms.Length; i++)
        {
            if (i != pivot)
            {
                solution[next++] = new Term(terms[i].Variable, terms[i].Coefficient * factor);
            }
        }

        return solution;
    }

    /// <summary>
    /// Replaces removed variables until none is left; a substitution only brings variables removed later.
    /// </summary>
    private Term[] Reduce(Term[] terms)
    {
        while (Array.Exists(terms, term => _substitutions[term.Variable] is not null))
        {
            foreach (ref readonly Term term in terms.AsSpan())
            {
                AddSubstituted(term.Variable, term.Coefficient);
            }

            terms = _accumulator.Drain();
        }

        return terms;
    }

    /// <summary>Makes every substitution free of removed variables, last one first.</summary>
    private void SubstituteBack(List<uint> pivots)
    {
        for (int i = pivots.Count - 1; i >= 0; i--)
        {
            _substitutions[pivots[i]] = Reduce(_substitutions[pivots[i]]!);
        }
    }

    private void RewriteRows()
    {
        ConstraintRows rewritten = new();
        for (int row = 0; row < _rows.Count; row++)
        {
            bool changed = HasRemoved(_rows.A, row) | HasRemoved(_rows.B, row) | HasRemoved(_rows.C, row);
            Term[] a = Substituted(_rows.A, row);
            Term[] b = Substituted(_rows.B, row);
            Term[] c = Substituted(_rows.C, row);
            if (changed && (LinearForm.IsConstant(a) || LinearForm.IsConstant(b)))
            {
                AddLinear(a, b, c, _rows.Infos[row]);
            }
            else
            {
                rewritten.Append(a, b, c, _table, _rows.Infos[row]);
            }
        }

        _rows = rewritten;
    }

    /// <summary>A row with a constant factor: C − constant·(other factor) = 0.</summary>
    private void AddLinear(Term[] a, Term[] b, Term[] c, RowInfo info)
    {
        bool leftIsConstant = LinearForm.IsConstant(a);
        _accumulator.AddScaled(c, Fr.One);
        _accumulator.AddScaled(leftIsConstant ? b : a, -LinearForm.ConstantPart(leftIsConstant ? a : b));
        _pending.Add(new LinearConstraint(_accumulator.Drain(), info));
    }

    private bool HasRemoved(RowStore matrix, int row)
    {
        foreach (uint variable in matrix.Variables(row))
        {
            if (_substitutions[variable] is not null)
            {
                return true;
            }
        }

        return false;
    }

    private Term[] Substituted(RowStore matrix, int row)
    {
        ReadOnlySpan<uint> variables = matrix.Variables(row);
        ReadOnlySpan<uint> ids = matrix.Coefficients(row);
        if (HasRemoved(matrix, row))
        {
            for (int i = 0; i < variables.Length; i++)
            {
                AddSubstituted(variables[i], _table[ids[i]]);
            }

            return _accumulator.Drain();
        }

        Term[] terms = new Term[variables.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = new Term(variables[i], _table[ids[i]]);
        }

        return terms;
    }

    private void AddSubstituted(uint variable, in Fr coefficient)
    {
        if (_substitutions[variable] is { } substitution)
        {
            _accumulator.AddScaled(substitution, in coefficient);
        }
        else
        {
            _accumulator.Add(variable, in coefficient);
        }
    }
}
