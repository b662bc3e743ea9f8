namespace Prover.Algebra;

/// <summary>Poseidon over 𝔽r with the S-box x⁵ for one width t, with circomlib's numbers of rounds.</summary>
/// <remarks>
/// t = 2…17 (t − 1 inputs), R_F = 8, R_P by width; constants from the Grain stream (<c>PoseidonGenerator</c>).
/// Two equivalent forms: the textbook one (<see cref="RoundConstants"/>, <see cref="Mds"/>) and the optimised one, in
/// which the permutation is, with half = R_F/2:
/// rounds 0…half−1: add <see cref="FullRoundConstants"/>, x⁵ everywhere, matrix <see cref="Mds"/> — but round half−1
/// uses
/// <see cref="PreSparse"/>; then R_P times: add <see cref="PartialRoundConstants"/>[i] to element 0, x⁵ of element 0,
/// the sparse matrix: new₀ = Σ <see cref="SparseRow"/>[j]·xⱼ, newₖ = xₖ + <see cref="SparseColumn"/>[k−1]·x₀;
/// then rounds half…R_F−1 like the first ones, all with <see cref="Mds"/>.
/// Immutable; made on first use and kept.
/// </remarks>
public sealed class PoseidonParameters
{
    /// <summary>Smallest width: one input.</summary>
    public const int MinWidth = 2;

    /// <summary>Largest width: sixteen inputs.</summary>
    public const int MaxWidth = 17;

    /// <summary>R_F: rounds in which every element passes the S-box.</summary>
    public const int FullRounds = 8;

    private static readonly int[] PartialRoundsByWidth =
        [56, 57, 56, 60, 60, 63, 64, 63, 60, 66, 60, 65, 70, 60, 64, 68];

    private static readonly Lazy<PoseidonParameters>[] Cache = MakeCache();

    private readonly Fr[] _roundConstants;
    private readonly Fr[] _mds;
    private readonly Fr[] _full;
    private readonly Fr[] _partial;
    private readonly Fr[] _preSparse;
    private readonly Fr[] _sparse;

    private PoseidonParameters(int width)
    {
        Width = width;
        PartialRounds = PartialRoundsByWidth[width - MinWidth];
        (_roundConstants, _mds) = PoseidonGenerator.Generate(width, FullRounds, PartialRounds);
        (_full, _partial) = PoseidonSparse.MoveConstants(_roundConstants, _mds, width, FullRounds, PartialRounds);
        (_preSparse, _sparse) = PoseidonSparse.Factor(_mds, width, PartialRounds);
    }

    /// <summary>t: elements of the state, the capacity element first.</summary>
    public int Width { get; }

    /// <summary>R_P: rounds in which only element 0 passes the S-box.</summary>
    public int PartialRounds { get; }

    /// <summary>Textbook constants, (R_F + R_P)·t of them, round by round.</summary>
    public ReadOnlySpan<Fr> RoundConstants => _roundConstants;

    /// <summary>The MDS matrix M, row-major: new = M·old.</summary>
    public ReadOnlySpan<Fr> Mds => _mds;

    /// <summary>The matrix that takes the place of M in full round R_F/2 − 1, row-major.</summary>
    public ReadOnlySpan<Fr> PreSparse => _preSparse;

    /// <summary>For each partial round what is added to element 0 before its S-box.</summary>
    public ReadOnlySpan<Fr> PartialRoundConstants => _partial;

    /// <summary>All sparse matrices, 2t − 1 elements each: first row, then column 0 without its first
    /// element.</summary>
    public ReadOnlySpan<Fr> Sparse => _sparse;

    /// <summary>The parameters of one width, in [2, 17].</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such width.</exception>
    public static PoseidonParameters For(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, MinWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxWidth);
        return Cache[width - MinWidth].Value;
    }

    /// <summary>The t constants added at the start of full round 0…7 in the optimised form.</summary>
    public ReadOnlySpan<Fr> FullRoundConstants(int round) => _full.AsSpan(round * Width, Width);

    /// <summary>First row (t elements) of the sparse matrix of a partial round, in [0, R_P).</summary>
    public ReadOnlySpan<Fr> SparseRow(int round) => _sparse.AsSpan(round * ((2 * Width) - 1), Width);

    /// <summary>Column 0 from row 1 on (t − 1 elements) of the sparse matrix of a partial round, in [0, R_P).</summary>
    public ReadOnlySpan<Fr> SparseColumn(int round) => _sparse.AsSpan((round * ((2 * Width) - 1)) + Width, Width - 1);

    private static Lazy<PoseidonParameters>[] MakeCache()
    {
        var cache = new Lazy<PoseidonParameters>[MaxWidth - MinWidth + 1];
        for (int i = 0; i < cache.Length; i++)
        {
            int width = i + MinWidth;
            cache[i] = new Lazy<PoseidonParameters>(() => new PoseidonParameters(width));
        }

        return cache;
    }
}
