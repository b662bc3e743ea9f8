namespace Prover.Witness;

/// <summary>Throws for a part of an envelope that does not belong to the rest.</summary>
internal static class Refuse
{
    /// <summary>Nothing, if the condition holds.</summary>
    /// <exception cref="EnvelopeRefusedException">It does not.</exception>
    public static void Unless(bool condition, EnvelopeRefusal reason, string where)
    {
        if (!condition)
        {
            throw new EnvelopeRefusedException(reason, where);
        }
    }
}
