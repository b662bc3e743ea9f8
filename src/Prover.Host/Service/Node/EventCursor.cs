using Prover.Pipeline;

namespace Prover.Host.Service.Node;

/// <summary>Finds the end of the list of events.</summary>
internal static class EventCursor
{
    /// <summary>The number of the last event, 0 if there is none.</summary>
    /// <remarks>Numbers have no gaps, so bisection finds the end in about 2·log₂ reads of one row.</remarks>
    public static long Last(IJobReader reader)
    {
        long there = 0;
        long gone = 1;
        while (reader.Events(gone - 1, null, 1).Count > 0)
        {
            there = gone;
            gone *= 2;
        }

        while (gone - there > 1)
        {
            long middle = there + ((gone - there) / 2);
            (there, gone) = reader.Events(middle - 1, null, 1).Count > 0 ? (middle, gone) : (there, middle);
        }

        return there;
    }
}
