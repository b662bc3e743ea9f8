namespace Prover.Algebra;

/// <summary>Poseidon as the paper writes it: the slow twin of <see cref="Poseidon"/>.</summary>
public static class PoseidonReference
{
    /// <summary>The hash of 1 to 16 elements: element 0 of the permutation of (0, inputs).</summary>
    /// <exception cref="ArgumentOutOfRangeException">No input, or more than 16.</exception>
    public static Fr Hash(ReadOnlySpan<Fr> inputs)
    {
        Fr[] state = new Fr[inputs.Length + 1];
        inputs.CopyTo(state.AsSpan(1));
        Permute(state);
        return state[0];
    }

    /// <summary>The permutation in place; the width, in [2, 17], is the length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such width.</exception>
    public static void Permute(Fr[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        PoseidonParameters parameters = PoseidonParameters.For(state.Length);
        Fr[] mixed = new Fr[state.Length];
        int rounds = PoseidonParameters.FullRounds + parameters.PartialRounds;
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < state.Length; i++)
            {
                state[i] += parameters.RoundConstants[(round * state.Length) + i];
            }

            bool partial = round >= PoseidonParameters.FullRounds / 2
                && round < (PoseidonParameters.FullRounds / 2) + parameters.PartialRounds;
            for (int i = 0; i < (partial ? 1 : state.Length); i++)
            {
                state[i] = state[i].Pow(5);
            }

            FrMatrix.Apply(parameters.Mds, state, mixed);
            mixed.CopyTo(state, 0);
        }
    }
}
