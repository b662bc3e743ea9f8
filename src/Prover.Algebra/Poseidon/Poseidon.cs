namespace Prover.Algebra;

/// <summary>The Poseidon hash over 𝔽r with circomlib's parameters.</summary>
/// <remarks>
/// H(x₁…xₙ) = element 0 of the permutation of (0, x₁…xₙ), width n + 1, n in [1, 16]. The width separates the lengths:
/// there is no padding. Uses the optimised form of <see cref="PoseidonParameters"/>; time does not depend on the
/// values; no allocation after the first use of a width. Slow twin: <see cref="PoseidonReference"/>.
/// </remarks>
public static class Poseidon
{
    /// <summary>Most inputs of one hash.</summary>
    public const int MaxInputs = PoseidonParameters.MaxWidth - 1;

    /// <summary>The hash of 1 to 16 elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No input, or more than 16.</exception>
    public static Fr Hash(ReadOnlySpan<Fr> inputs)
    {
        PoseidonParameters parameters = PoseidonParameters.For(inputs.Length + 1);
        Span<Fr> state = stackalloc Fr[inputs.Length + 1];
        state[0] = Fr.Zero;
        inputs.CopyTo(state[1..]);
        Permute(state, parameters);
        return state[0];
    }

    /// <summary>The hash of two elements.</summary>
    public static Fr Hash(in Fr a, in Fr b)
    {
        Span<Fr> state = stackalloc Fr[3];
        state[0] = Fr.Zero;
        state[1] = a;
        state[2] = b;
        Permute(state, PoseidonParameters.For(3));
        return state[0];
    }

    /// <summary>The permutation in place; the width, in [2, 17], is the length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such width.</exception>
    public static void Permute(Span<Fr> state) => Permute(state, PoseidonParameters.For(state.Length));

    private static void Permute(Span<Fr> state, PoseidonParameters parameters)
    {
        const int Half = PoseidonParameters.FullRounds / 2;
        Span<Fr> scratch = stackalloc Fr[state.Length];
        for (int round = 0; round < Half - 1; round++)
        {
            FullRound(state, scratch, parameters.FullRoundConstants(round), parameters.Mds);
        }

        FullRound(state, scratch, parameters.FullRoundConstants(Half - 1), parameters.PreSparse);
        PartialRounds(state, parameters);
        for (int round = Half; round < PoseidonParameters.FullRounds; round++)
        {
            FullRound(state, scratch, parameters.FullRoundConstants(round), parameters.Mds);
        }
    }

    private static void FullRound(Span<Fr> state, Span<Fr> scratch, ReadOnlySpan<Fr> constants, ReadOnlySpan<Fr> matrix)
    {
        for (int i = 0; i < state.Length; i++)
        {
            scratch[i] = Power5(state[i] + constants[i]);
        }

        FrMatrix.Apply(matrix, scratch, state);
    }

    private static void PartialRounds(Span<Fr> state, PoseidonParameters parameters)
    {
        int width = state.Length;
        ReadOnlySpan<Fr> constants = parameters.PartialRoundConstants;
        ReadOnlySpan<Fr> matrices = parameters.Sparse;
        for (int round = 0; round < constants.Length; round++)
        {
            ReadOnlySpan<Fr> matrix = matrices.Slice(round * ((2 * width) - 1), (2 * width) - 1);
            Fr first = Power5(state[0] + constants[round]);
            Fr sum = matrix[0] * first;
            for (int k = 1; k < width; k++)
            {
                sum += matrix[k] * state[k];
                state[k] += matrix[width + k - 1] * first;
            }

            state[0] = sum;
        }
    }

    private static Fr Power5(in Fr x)
    {
        Fr square = x.Square();
        return square.Square() * x;
    }
}
