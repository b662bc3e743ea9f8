namespace Prover.Circuits;

/// <summary>
/// Which variable a linear constraint removes. The systems that come out have the same solutions.
/// </summary>
internal enum PivotOrder
{
    /// <summary>The one whose removal adds the fewest terms: what circuits are compiled with.</summary>
    FewestOccurrences,

    /// <summary>The one made last: a function of variables made before it.</summary>
    Latest,

    /// <summary>The hint made last, since a prover may choose hints; a product only if there is none.</summary>
    LatestHint,
}
