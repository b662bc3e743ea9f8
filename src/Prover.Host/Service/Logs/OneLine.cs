namespace Prover.Host.Service.Logs;

/// <summary>What went wrong as one line for a log or an operator.</summary>
internal static class OneLine
{
    private const int Longest = 500;

    /// <summary>Kind and message of an exception, without a stack.</summary>
    public static string Of(Exception failure)
    {
        Exception cause = failure is AggregateException { InnerExceptions: [Exception one] } ? one : failure;
        return Of($"{cause.GetType().Name}: {cause.Message}");
    }

    /// <summary>A text without control characters, cut to a length that fits a line.</summary>
    public static string Of(string text)
    {
        string clean = string.Concat(text.ReplaceLineEndings(" ").Where(c => !char.IsControl(c)));
        return clean.Length <= Longest ? clean : clean[..Longest] + "…";
    }
}
