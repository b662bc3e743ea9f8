using Prover.Algebra;
using Xunit;

namespace Prover.Groth16.Tests;

public sealed class VerifyingKeyTests
{
    private static readonly G1Affine P = G1Affine.Generator;
    private static readonly G2Affine Q = G2Affine.Generator;
    private static readonly G2Affine Q2 = G2.FromAffine(in Q).Double().ToAffine();

    [Fact]
    public void A_key_of_points_of_the_groups_is_accepted()
    {
        Assert.Equal(string.Empty, Fault(P, Q, Q, Q2, P, P));
    }

    [Fact]
    public void A_zero_point_is_refused_by_name()
    {
        Assert.Equal("alpha is the identity", Fault(default, Q, Q, Q2, P));
        Assert.Equal("beta is the identity", Fault(P, default, Q, Q2, P));
        Assert.Equal("gamma is the identity", Fault(P, Q, default, Q2, P));
        Assert.Equal("delta is the identity", Fault(P, Q, Q, default, P));
        Assert.Equal("IC[1] is the identity", Fault(P, Q, Q, Q2, P, default));
    }

    [Fact]
    public void A_point_off_the_curve_is_refused_by_name()
    {
        var off1 = new G1Affine(Fq.One, Fq.One);
        var off2 = new G2Affine(Fq2.One, Fq2.One);
        Assert.Equal("alpha is not on the curve", Fault(off1, Q, Q, Q2, P));
        Assert.Equal("delta is not on the curve", Fault(P, Q, Q, off2, P));
        Assert.Equal("IC[0] is not on the curve", Fault(P, Q, Q, Q2, off1));
    }

    [Fact]
    public void A_point_outside_the_subgroup_is_refused_by_name()
    {
        Assert.Equal("beta is not in the subgroup", Fault(P, Outside.OfSubgroup(), Q, Q2, P));
    }

    [Fact]
    public void Gamma_equal_to_delta_is_refused_with_either_sign()
    {
        Assert.StartsWith("gamma = delta", Fault(P, Q, Q2, Q2, P));
        Assert.StartsWith("gamma = delta", Fault(P, Q, Q2, -Q2, P));
    }

    [Fact]
    public void Without_IC_points_there_is_no_key()
    {
        Assert.Equal("no point for the constant one", Fault(P, Q, Q, Q2));
    }

    [Fact]
    public void With_gamma_equal_to_delta_a_false_statement_would_have_a_proof()
    {
        // Why such keys are refused: A = α, B = β, C = −Σ aᵢ·ICᵢ satisfies the equation for any inputs when γ = δ.
        G1Affine alpha = G1.Generator.MultiplyVarTime(Fr.FromUInt64(5)).ToAffine();
        G1Affine inputs = G1.Generator.MultiplyVarTime(Fr.FromUInt64(99)).ToAffine();

        Assert.True(Pairing.ProductIsOne([(-alpha, Q2), (alpha, Q2), (inputs, Q), (-inputs, Q)]));
    }

    private static string Fault(
        in G1Affine alpha, in G2Affine beta, in G2Affine gamma, in G2Affine delta, params ReadOnlySpan<G1Affine> ic)
    {
        bool created = VerifyingKey.TryCreate(
            in alpha, in beta, in gamma, in delta, ic, out VerifyingKey? key, out string fault);
        Assert.Equal(created, key is not null);
        Assert.Equal(created, fault.Length == 0);
        return fault;
    }
}
