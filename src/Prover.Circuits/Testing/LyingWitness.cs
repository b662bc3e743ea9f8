using Prover.Algebra;

namespace Prover.Circuits.Testing;

/// <summary>A hinted value that could be changed without any constraint noticing.</summary>
/// <param name="Hint">The value.</param>
/// <param name="Lie">How it was changed: <c>0</c>, <c>1</c>, <c>-x</c>, <c>x+1</c> or <c>random</c>.</param>
public readonly record struct UnboundHint(HintInfo Hint, string Lie)
{
    /// <summary>Label, output, place and lie in one line.</summary>
    public override string ToString() => $"'{Hint.Label}'[{Hint.Output}] (#{Hint.Index}) in {Hint.Scope} may be {Lie}";
}

/// <summary>Soundness test: plays a prover who gives wrong hints.</summary>
/// <remarks>
/// Each hinted value in turn becomes 0, 1, −x, x + 1 and a random number; the rest of the circuit is computed with
/// the lie (<see cref="Forger"/>: later hints honestly from it, removed variables from the wires), and a row of the
/// final system must break. It finds values that are not bound at all; of attacks that need several lies at once it
/// finds those in which a linear assertion makes up for the first lie.
/// </remarks>
public static class LyingWitness
{
    /// <summary>Every lie that went through, in the order of hints; empty is good.</summary>
    /// <param name="forger">Knows the circuit.</param>
    /// <param name="assignment">An assignment that satisfies it.</param>
    /// <param name="allowed">Hints that may be free, such as the inverse of zero; null for none.</param>
    /// <param name="seed">Seed of the random lies.</param>
    /// <param name="stride">Tests every stride-th hinted value only, for large circuits.</param>
    /// <exception cref="UnsatisfiedException">The assignment does not satisfy the circuit to begin with.</exception>
    public static IReadOnlyList<UnboundHint> UnboundHints(
        Forger forger,
        ICircuit assignment,
        Func<HintInfo, bool>? allowed = null,
        int seed = 1,
        int stride = 1)
    {
        ArgumentNullException.ThrowIfNull(forger);
        List<HintInfo> hints = [];
        using Witness honest = Honest(forger.Circuit, assignment, hints);
        List<UnboundHint> unbound = [];
        ulong state = (ulong)seed;
        for (int i = 0; i < hints.Count; i += stride)
        {
            HintInfo hint = hints[i];
            if (allowed?.Invoke(hint) == true)
            {
                continue;
            }

            foreach ((string name, Func<Fr, Fr> lie) in Lies(ref state))
            {
                if (GoesThrough(forger, assignment, honest, (hint.Index, lie)))
                {
                    unbound.Add(new UnboundHint(hint, name));
                }
            }
        }

        return unbound;
    }

    private static Witness Honest(CompiledCircuit circuit, ICircuit assignment, List<HintInfo> hints)
    {
        Fr? Record(HintInfo info, Fr value)
        {
            hints.Add(info);
            return null;
        }

        return circuit.Solve(assignment, new SolveOptions { HintOverride = Record });
    }

    /// <summary>
    /// Whether one changed value leaves every row satisfied; a lie that leaves all wires as they were does not count.
    /// </summary>
    private static bool GoesThrough(
        Forger forger, ICircuit assignment, Witness honest, (int Index, Func<Fr, Fr> Change) lie)
    {
        foreach (Fr[] wires in forger.Witnesses(assignment, new SolveOptions { Lie = lie }))
        {
            if (forger.Circuit.Check(wires, limit: 1).Count == 0 && !honest.Values.SequenceEqual(wires))
            {
                return true;
            }
        }

        return false;
    }

    private static (string Name, Func<Fr, Fr> Lie)[] Lies(ref ulong state)
    {
        Fr random = Fr.FromUInt64(Next(ref state)) * Fr.FromUInt64(Next(ref state)) * Fr.FromUInt64(Next(ref state));
        return
        [
            ("0", _ => Fr.Zero),
            ("1", _ => Fr.One),
            ("-x", x => -x),
            ("x+1", x => x + Fr.One),
            ("random", _ => random),
        ];
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014): reproducible on every platform.</summary>
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
