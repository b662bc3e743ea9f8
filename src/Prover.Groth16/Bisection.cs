namespace Prover.Groth16;

/// <summary>Finds the claims that make a batch equation fail.</summary>
/// <remarks>The equation over a run is the product of those over its parts. So when a run fails and its first half
/// holds, the second half fails, without being computed.</remarks>
internal sealed class Bisection(BatchEquation equation)
{
    /// <summary>Up to here, claims one by one cost no more than further halving.</summary>
    private const int OneByOne = 4;

    private readonly List<int> _found = [];

    /// <summary>The false claims, ascending.</summary>
    public int[] FindFalse()
    {
        if (!equation.Holds(0, equation.Count))
        {
            Search(0, equation.Count);
        }

        return [.. _found];
    }

    /// <summary>Searches a run that is known to fail.</summary>
    private void Search(int first, int count)
    {
        if (count <= OneByOne)
        {
            _found.AddRange(Enumerable.Range(first, count).Where(index => !equation.HoldsAlone(index)));
            return;
        }

        int half = count / 2;
        bool firstHolds = equation.Holds(first, half);
        if (!firstHolds)
        {
            Search(first, half);
        }

        if (firstHolds || !equation.Holds(first + half, count - half))
        {
            Search(first + half, count - half);
        }
    }
}
