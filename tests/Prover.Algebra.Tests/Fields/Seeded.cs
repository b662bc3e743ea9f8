using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

/// <summary>Fresh randomness with its seed in the test's output.</summary>
internal static class Seeded
{
    public static Random Create(ITestOutputHelper output)
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
