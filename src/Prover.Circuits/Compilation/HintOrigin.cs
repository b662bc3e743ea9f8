namespace Prover.Circuits;

/// <summary>The outputs of one hint, variables First … First + Count − 1, and the variables that it read.</summary>
internal readonly record struct HintOrigin(int First, int Count, int[] Inputs)
{
    /// <summary>The hint that made a variable, among hints in increasing order; null if none did.</summary>
    public static HintOrigin? Find(List<HintOrigin> hints, int variable)
    {
        int low = 0;
        int high = hints.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (hints[middle].First + hints[middle].Count <= variable)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < hints.Count && hints[low].First <= variable ? hints[low] : null;
    }
}
