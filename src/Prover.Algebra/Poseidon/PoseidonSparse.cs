namespace Prover.Algebra;

/// <summary>Rewrites the partial rounds so that each costs 2t − 1 products instead of t².</summary>
/// <remarks>
/// Source: ePrint 2019/458, appendix B. Two independent steps, neither changes the permutation:
/// constants — only element 0 passes the S-box of a partial round, so what is added to the others can be added after
/// it, that is M·(0, c′) to the next round's constants; matrices — with M = [m, v; w, M̂], M = [m, v·M̂⁻¹; w,
/// I]·diag(1, M̂), and diag(1, M̂) commutes with the S-box and the constant of element 0, so it moves into the round
/// before. Taken from the last partial round to the first, every partial round keeps a sparse matrix and the last full
/// round before them gets a dense one. M̂ is invertible because every square part of an MDS matrix is.
/// </remarks>
internal static class PoseidonSparse
{
    /// <summary>The constants of the full rounds (the first one after the partial rounds changed) and of element 0 in
    /// the partial ones.</summary>
    public static (Fr[] Full, Fr[] Partial) MoveConstants(
        ReadOnlySpan<Fr> constants, ReadOnlySpan<Fr> mds, int width, int fullRounds, int partialRounds)
    {
        int half = fullRounds / 2 * width;
        Fr[] partial = new Fr[partialRounds];
        Fr[] carried = new Fr[width];
        for (int round = 0; round < partialRounds; round++)
        {
            AddTo(carried, constants.Slice(half + (round * width), width));
            partial[round] = carried[0];
            carried[0] = Fr.Zero;
            carried = FrMatrix.Apply(mds, carried);
        }

        Fr[] full = new Fr[fullRounds * width];
        constants[..half].CopyTo(full);
        constants[^half..].CopyTo(full.AsSpan(half));
        AddTo(full.AsSpan(half, width), carried);
        return (full, partial);
    }

    /// <summary>The dense matrix of the last full round before the partial ones, and the sparse matrices of
    /// these.</summary>
    /// <remarks>
    /// diag(1, ·) from the left leaves the first row alone, so k rounds before the end of the partial rounds (k = 1 is
    /// the last) the matrix to split is [m, v; M̂ᵏ⁻¹w, M̂ᵏ]: row (m, v·M̂⁻ᵏ), column M̂ᵏ⁻¹w. One inversion, 2t²
    /// products a round.
    /// </remarks>
    /// <returns>Sparse: for each partial round 2t − 1 elements, the first row and then column 0 from row 1
    /// on.</returns>
    public static (Fr[] PreSparse, Fr[] Sparse) Factor(ReadOnlySpan<Fr> mds, int width, int partialRounds)
    {
        int n = width - 1;
        int size = (2 * width) - 1;
        Fr[] sparse = new Fr[partialRounds * size];
        Fr[] corner = Corner(mds, width);
        Fr[] inverseTransposed = FrMatrix.Transpose(FrMatrix.Invert(corner, n), n);
        Fr[] row = mds[1..width].ToArray();
        Fr[] column = FirstColumn(mds, width);
        for (int round = partialRounds - 1; round >= 0; round--)
        {
            row = FrMatrix.Apply(inverseTransposed, row);
            Span<Fr> target = sparse.AsSpan(round * size, size);
            target[0] = mds[0];
            row.CopyTo(target[1..]);
            column.CopyTo(target[width..]);
            column = FrMatrix.Apply(corner, column);
        }

        // What is left over in front is diag(1, M̂^R_P)·M.
        Fr[] moved = FrMatrix.Power(corner, partialRounds, n);
        return (FrMatrix.Multiply(Bordered(moved, width), mds, width), sparse);
    }

    private static Fr[] FirstColumn(ReadOnlySpan<Fr> m, int width)
    {
        Fr[] column = new Fr[width - 1];
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = m[(i + 1) * width];
        }

        return column;
    }

    /// <summary>M̂: m without its first row and column.</summary>
    private static Fr[] Corner(ReadOnlySpan<Fr> m, int width)
    {
        int n = width - 1;
        Fr[] corner = new Fr[n * n];
        for (int i = 0; i < n; i++)
        {
            m.Slice(((i + 1) * width) + 1, n).CopyTo(corner.AsSpan(i * n));
        }

        return corner;
    }

    /// <summary>diag(1, corner).</summary>
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
