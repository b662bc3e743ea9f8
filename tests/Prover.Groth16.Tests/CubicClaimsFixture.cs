namespace Prover.Groth16.Tests;

/// <summary>Seven true claims, made once for a class of tests.</summary>
public sealed class CubicClaimsFixture : IDisposable
{
    internal CubicClaims Claims { get; } = new(7);

    public void Dispose() => Claims.Dispose();
}
