using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Poseidon with circomlib's parameters over wires.</summary>
/// <remarks>
/// Every S-box x⁵ costs three constraints (x², x⁴, x⁵); everything else is linear. The optimised form of
/// <see cref="PoseidonParameters"/> keeps the linear part small: it needs O(t) instead of O(t²) work per partial round.
/// Source: ePrint 2019/458; supplementary sparse form, ibid. appendix B.
/// </remarks>
public static class PoseidonGadget
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 17).Select(n => $"Poseidon({n})")];
    private static readonly string[] TailNames = [.. Enumerable.Range(0, 17).Select(n => $"PoseidonTail({n})")];

    /// <summary>The Poseidon hash of 1 to 16 wires; equal to <see cref="Poseidon.Hash(ReadOnlySpan{Fr})"/>.</summary>
    /// <remarks>
    /// Constraints: 24·t + 3·R_P − 3 with t = inputs + 1: 213, 240, 261, 297, 321, 354, 381, 402, 417, 459, 465, 504,
    /// 543, 537, 573,
    /// 609 for 1 … 16 inputs; three less for every input that is a constant. Sound always: the hash is a function.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 16 inputs.</exception>
    public static Wire Hash(CircuitBuilder cs, params ReadOnlySpan<Wire> inputs)
    {
        ArgumentNullException.ThrowIfNull(cs);
        PoseidonParameters parameters = PoseidonParameters.For(inputs.Length + 1);
        using ScopeHandle scope = cs.Scope(Names[inputs.Length]);
        Wire[] transformed = new Wire[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            transformed[i] = Sbox(inputs[i] + parameters.FullRoundConstants(0)[i + 1]);
        }

        return Finish(cs, parameters, transformed);
    }

    /// <summary>The hash of the inputs x₁ … whose images (xᵢ + kᵢ)⁵ behind the first S-box layer are given.</summary>
    /// <remarks>
    /// Constraints: 3·inputs less than <see cref="Hash"/> (378 for 8). x ↦ (x + k)⁵ is a bijection of 𝔽r because 5
    /// does not divide r − 1, so
    /// free images are as good as free inputs. kᵢ is <see cref="FirstConstants"/>.
    /// </remarks>
    public static Wire FinishFromFirstSbox(CircuitBuilder cs, ReadOnlySpan<Wire> afterSbox)
    {
        ArgumentNullException.ThrowIfNull(cs);
        PoseidonParameters parameters = PoseidonParameters.For(afterSbox.Length + 1);
        using ScopeHandle scope = cs.Scope(TailNames[parameters.Width - 1]);
        return Finish(cs, parameters, afterSbox);
    }

    /// <summary>k₁ … : what the first round adds to each of that many inputs before their S-boxes.</summary>
    public static ReadOnlySpan<Fr> FirstConstants(int inputs) =>
        PoseidonParameters.For(inputs + 1).FullRoundConstants(0)[1..];

    /// <summary>x⁵.</summary>
    /// <remarks>Constraints: 3.</remarks>
    public static Wire Sbox(in Wire x)
    {
        Wire square = x * x;
        return square * square * x;
    }

    private static Wire Finish(CircuitBuilder cs, PoseidonParameters parameters, ReadOnlySpan<Wire> transformed)
    {
        Wire[] state = new Wire[parameters.Width];
        transformed.CopyTo(state.AsSpan(1));
        state[0] = Sbox(parameters.FullRoundConstants(0)[0]);
        FullRound(cs, parameters, ref state, parameters.Mds, parameters.FullRoundConstants(1));

        // From here on all rows are between variables that this hash has made, the same for every hash of this width.
        return cs.Repeat(parameters, state, made => [FinishFromSecondSbox(cs, parameters, made)])[0];
    }

    private static Wire FinishFromSecondSbox(CircuitBuilder cs, PoseidonParameters parameters, Wire[] state)
    {
        const int Half = PoseidonParameters.FullRounds / 2;
        for (int round = 1; round < Half - 1; round++)
        {
            FullRound(cs, parameters, ref state, parameters.Mds, parameters.FullRoundConstants(round + 1));
        }

        // After the last full round of the first half only element 0 gets a constant.
        Mix(cs, ref state, parameters.PreSparse, default);
        state[0] += parameters.PartialRoundConstants[0];
        for (int round = 0; round < parameters.PartialRounds; round++)
        {
            PartialRound(cs, parameters, state, round);
        }

        AddConstantsAndSbox(state, parameters.FullRoundConstants(Half));
        for (int round = Half; round < PoseidonParameters.FullRounds - 1; round++)
        {
            FullRound(cs, parameters, ref state, parameters.Mds, parameters.FullRoundConstants(round + 1));
        }

        return cs.InnerProduct(parameters.Mds[..parameters.Width], state);
    }

    /// <summary>Matrix, then the next round's constants and S-boxes.</summary>
    private static void FullRound(
        CircuitBuilder cs,
        PoseidonParameters parameters,
        ref Wire[] state,
        ReadOnlySpan<Fr> matrix,
        ReadOnlySpan<Fr> next)
    {
        Mix(cs, ref state, matrix, next);
        for (int i = 0; i < parameters.Width; i++)
        {
            state[i] = Sbox(in state[i]);
        }
    }

    private static void AddConstantsAndSbox(Wire[] state, ReadOnlySpan<Fr> constants)
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = Sbox(state[i] + constants[i]);
        }
    }

    private static void Mix(CircuitBuilder cs, ref Wire[] state, ReadOnlySpan<Fr> matrix, ReadOnlySpan<Fr> constants)
    {
        int t = state.Length;
        Wire[] mixed = new Wire[t];
        for (int i = 0; i < t; i++)
        {
            Fr constant = constants.IsEmpty ? Fr.Zero : constants[i];
            mixed[i] = cs.InnerProduct(matrix.Slice(i * t, t), state, in constant);
        }

        state = mixed;
    }

    /// <summary>S-box of element 0, then the sparse matrix, then the next round's constant on element 0.</summary>
    /// <remarks>
    /// The variable made is the next element 0, x' = row₀·x⁵ + rest, instead of x⁵: x' is a factor three times and
    /// would otherwise have a term for every round before it.
    /// </remarks>
    private static void PartialRound(CircuitBuilder cs, PoseidonParameters parameters, Wire[] state, int round)
    {
        ReadOnlySpan<Fr> row = parameters.SparseRow(round);
        ReadOnlySpan<Fr> column = parameters.SparseColumn(round);
        Fr constant = round + 1 < parameters.PartialRounds ? parameters.PartialRoundConstants[round + 1] : Fr.Zero;
        Wire rest = cs.InnerProduct(row[1..], state.AsSpan(1), in constant);
        Wire square = state[0] * state[0];
        state[0] = cs.MultiplyShifted(square * square, state[0], row[0], rest, out Wire fifthPower);
        for (int k = 1; k < state.Length; k++)
        {
            state[k] += fifthPower * column[k - 1];
        }
    }
}
