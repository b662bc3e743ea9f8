using Xunit;

namespace Prover.Algebra.Tests;

public sealed class GroupTests
{
    [Fact]
    public void Generators_lie_on_their_curves_and_have_order_r()
    {
        Assert.True(G1Affine.Generator.IsOnCurve());
        Assert.True(G2Affine.Generator.IsOnCurve());
        Assert.True(G1.Generator.MultiplyReference(Fr.Modulus).IsIdentity);
        Assert.True(G2.Generator.MultiplyReference(Fr.Modulus).IsIdentity);
        Assert.Equal(-G1.Generator, G1.Generator.MultiplyVarTime(-Fr.One));
        Assert.Equal(-G2.Generator, G2.Generator.MultiplyVarTime(-Fr.One));
    }
}
