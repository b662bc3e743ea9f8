namespace Prover.Algebra;

/// <summary>Rewrites the partial rounds so that each costs 2t − 1 products instead of t².</summary>
/// <remarks>
/// Source: ePrint 2019/458, appendix B. Two independent steps, neither changes the permutation:
/// constants — only element 0 passes the S-box of a partial round, so what is added to the others can be added after it,
/// that is M·(0, c′) to the next round's constants; matrices — with M = [m, v; w, M̂], M = [m, v·M̂⁻¹; w, I]·diag(1, M̂),
/// and diag(1, M̂) commutes with the S-box and the constant of element 0, so it moves into the round before. Taken from the
/// last partial round to the first, every partial round keeps a sparse matrix and the last full round before them gets a
/// dense one.
/// </remarks>
internal static class PoseidonSparse
{
    /// <summary>The constants of the full rounds (the first one after the partial rounds changed) and of element 0 in the partial ones.</summary>
    public static (Fr[] Full, Fr[] Partial) MoveConstants(
        ReadOnlySpan<Fr> constants, ReadOnlySpan<Fr> mds, int width, int fullRounds, int partialRounds)
    {
        int half = fullRounds / 2 * width;
        Fr[] partial = new Fr[partialRounds];
        Fr[] carried = new Fr[width];
        Fr[] moved = new Fr[width];
        for (int round = 0; round < partialRounds; round++)
        {
            AddTo(carried, constants.Slice(half + (round * width), width));
            partial[round] = carried[0];
            carried[0] = Fr.Zero;
            FrMatrix.Apply(mds, carried, moved);
            moved.CopyTo(carried, 0);
        }

        Fr[] full = new Fr[fullRounds * width];
        constants[..half].CopyTo(full);
        constants[^half..].CopyTo(full.AsSpan(half));
        AddTo(full.AsSpan(half, width), carried);
        return (full, partial);
    }

    /// <summary>The dense matrix of the last full round before the partial ones, and the sparse matrices of these.</summary>
    /// <returns>Sparse: for each partial round 2t − 1 elements, the first row and then column 0 from row 1 on.</returns>
    public static (Fr[] PreSparse, Fr[] Sparse) Factor(Fr[] mds, int width, int partialRounds)
    {
        int size = (2 * width) - 1;
        Fr[] sparse = new Fr[partialRounds * size];
        Fr[] m = mds;
        for (int round = partialRounds - 1; round >= 0; round--)
        {
            Fr[] corner = Corner(m, width);
            WriteSparse(m, FrMatrix.Invert(corner, width - 1), sparse.AsSpan(round * size, size), width);

            // The round before applies its own M and then diag(1, M̂).
            m = FrMatrix.Multiply(Bordered(corner, width), mds, width);
        }

        return (m, sparse);
    }

    private static void WriteSparse(Fr[] m, Fr[] inverseCorner, Span<Fr> target, int width)
    {
        int n = width - 1;
        target[0] = m[0];
        for (int j = 0; j < n; j++)
        {
            Fr sum = Fr.Zero;
            for (int k = 0; k < n; k++)
            {
                sum += m[1 + k] * inverseCorner[(k * n) + j];
            }

            target[1 + j] = sum;
            target[width + j] = m[(j + 1) * width];
        }
    }

    /// <summary>M̂: m without its first row and column.</summary>
    private static Fr[] Corner(Fr[] m, int width)
    {
        int n = width - 1;
        Fr[] corner = new Fr[n * n];
        for (int i = 0; i < n; i++)
        {
            m.AsSpan(((i + 1) * width) + 1, n).CopyTo(corner.AsSpan(i * n));
        }

        return corner;
    }

    /// <summary>diag(1, M̂).</summary>
    private static Fr[] Bordered(Fr[] corner, int width)
    {
        int n = width - 1;
        Fr[] bordered = FrMatrix.Identity(width);
        for (int i = 0; i < n; i++)
        {
            corner.AsSpan(i * n, n).CopyTo(bordered.AsSpan(((i + 1) * width) + 1));
        }

        return bordered;
    }

    private static void AddTo(Span<Fr> target, ReadOnlySpan<Fr> values)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += values[i];
        }
    }
}
