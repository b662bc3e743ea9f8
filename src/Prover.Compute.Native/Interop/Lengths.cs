using System.Diagnostics.CodeAnalysis;

namespace Prover.Compute.Native;

/// <summary>Length checks in front of native calls.</summary>
internal static class Lengths
{
    /// <summary>Returns if the lengths are equal.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static void Same(int expected, int found)
    {
        if (expected != found)
        {
            Throw(expected, found);
        }
    }

    [DoesNotReturn]
    private static void Throw(int expected, int found) =>
        throw new ArgumentException($"Expected {expected} elements, found {found}.");
}
