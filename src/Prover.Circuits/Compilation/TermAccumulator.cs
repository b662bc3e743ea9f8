using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>
/// Adds up many linear forms through a dense table; reused, so that a sum costs its terms and one sort.
/// </summary>
internal sealed class TermAccumulator
{
    private Fr[] _values = new Fr[1024];
    private int[] _stamps = new int[1024];
    private uint[] _touched = new uint[64];
    private int _count;
    private int _stamp = 1;

    /// <summary>The sum so far gains coefficient·variable.</summary>
    public void Add(uint variable, in Fr coefficient)
    {
        if (variable >= (uint)_values.Length)
        {
            int size = (int)Math.Max(variable + 1, 2u * (uint)_values.Length);
            Array.Resize(ref _values, size);
            Array.Resize(ref _stamps, size);
        }

        if (_stamps[variable] == _stamp)
        {
            _values[variable] += coefficient;
            return;
        }

        _stamps[variable] = _stamp;
        _values[variable] = coefficient;
        if (_count == _touched.Length)
        {
            Array.Resize(ref _touched, 2 * _count);
        }

        _touched[_count++] = variable;
    }

    /// <summary>The sum so far gains factor·Σ terms.</summary>
    public void AddScaled(ReadOnlySpan<Term> terms, in Fr factor)
    {
        if (factor == Fr.One)
        {
            foreach (ref readonly Term term in terms)
            {
                Add(term.Variable, term.Coefficient);
            }

            return;
        }

        foreach (ref readonly Term term in terms)
        {
            Add(term.Variable, term.Coefficient * factor);
        }
    }

    /// <summary>The sum, sorted and without zeros; the accumulator is empty again.</summary>
    public Term[] Drain()
    {
        Span<uint> touched = _touched.AsSpan(0, _count);
        touched.Sort();
        int kept = 0;
        foreach (uint variable in touched)
        {
            kept += _values[variable].IsZero ? 0 : 1;
        }

        Term[] terms = kept == 0 ? [] : new Term[kept];
        int next = 0;
        foreach (uint variable in touched)
        {
            if (!_values[variable].IsZero)
            {
                terms[next++] = new Term(variable, _values[variable]);
            }
        }

        _count = 0;
        _stamp++;
        return terms;
    }
}
