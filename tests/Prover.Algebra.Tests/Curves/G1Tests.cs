using System.Numerics;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

public sealed class G1Tests(ITestOutputHelper output) : GroupContract<G1, G1Affine, Fq>(output)
{
    protected override G1 MultiplyReference(G1 point, BigInteger scalar) => point.MultiplyReference(scalar);

    protected override G1 Msm(Fr[] scalars, G1Affine[] points) => MsmReference.Compute(scalars, points);
}
