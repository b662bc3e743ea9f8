using System.Globalization;

namespace Prover.Host.Operator;

/// <summary>Lengths of time as people read them.</summary>
internal static class Lengths
{
    /// <summary><c>7 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>, <c>4 d 3 h</c>, <c>120 ms</c>.</summary>
    public static string Of(TimeSpan length)
    {
        TimeSpan span = length < TimeSpan.Zero ? TimeSpan.Zero : length;
        return string.Create(CultureInfo.InvariantCulture, $"{Text(span)}");
    }

    private static FormattableString Text(TimeSpan span)
    {
        return span switch
        {
            { TotalSeconds: < 1 } => $"{span.TotalMilliseconds:0} ms",
            { TotalMinutes: < 1 } => $"{Math.Floor(span.TotalSeconds):0} s",
            { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
            { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} min",
            _ => $"{span.Days} d {span.Hours} h",
        };
    }
}
