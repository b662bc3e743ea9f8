using Prover.Algebra;

namespace Prover.Compute.Tests;

/// <summary>Points of the twist that are not in G2.</summary>
internal static class OutsideG2
{
    /// <summary>(1, y): of full order, which is r times the cofactor 2q − r.</summary>
    public static G2Affine FullOrder { get; } = new(
        Fq2.One,
        new Fq2(
            Fq.Parse("18278151005453108793778860132295291098363647455926340152056652516292830556603"),
            Fq.Parse("5912654199736721486680175016176231956195085055698687135131307249486702594212")));

    /// <summary>r·(2q − r)/10069 times it: of order 10069, the least prime of the cofactor.</summary>
    public static G2Affine SmallOrder { get; } = G2.FromAffine(FullOrder)
        .MultiplyReference(Fr.Modulus * (Bn254.G2Cofactor / 10069)).ToAffine();

    /// <summary>The generator with another y.</summary>
    public static G2Affine OffCurve { get; } = new(G2Affine.Generator.X, G2Affine.Generator.X);
}
