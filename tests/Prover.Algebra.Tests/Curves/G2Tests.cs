using System.Numerics;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

public sealed class G2Tests(ITestOutputHelper output) : GroupContract<G2, G2Affine, Fq2>(output)
{
    protected override G2 MultiplyReference(G2 point, BigInteger scalar) => point.MultiplyReference(scalar);

    protected override G2 Msm(Fr[] scalars, G2Affine[] points) => MsmReference.Compute(scalars, points);
}
