namespace Prover.Algebra;

/// <summary>The last step of every decoder: coordinates become a point of the group or are refused.</summary>
internal static class PointCheck
{
    public static bool TryAccept(in G1Affine candidate, out G1Affine point)
    {
        // The cofactor is 1: a point on the curve is in the group.
        bool accepted = candidate.IsOnCurve();
        point = accepted ? candidate : default;
        return accepted;
    }

    public static bool TryAccept(in G2Affine candidate, out G2Affine point)
    {
        bool accepted = candidate.IsInSubgroup();
        point = accepted ? candidate : default;
        return accepted;
    }
}
